"""`profilegen upgrade`: records of older versions, written anew as this version writes them."""

from __future__ import annotations

from pathlib import Path

import click

from profilegen.cli.exchange import DRY_RUN, FINE, PROBLEMS, YES, may_go_on


@click.command()
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@DRY_RUN
@YES
def upgrade(path: Path, dry_run: bool, yes: bool) -> int:
    """Write records of older versions as this version writes them. Every change is shown first.

    It is never needed: older records are read for ever. Comments and the order of fields stay, and what each file said
    before is kept in .profilegen/upgraded.
    """
    from profilegen.cli import words
    from profilegen.upgrading.upgrade import plan_upgrade
    from profilegen.upgrading.upgrade import upgrade as upgrade_them

    plan = plan_upgrade(path)
    for one in plan.rewrites:
        for line in one.difference():
            words.say(words.harmless(line))
    for name, reason in plan.left:
        words.say(words.harmless(f"{name} is left as it is. {reason}"))
    code = PROBLEMS if plan.left else FINE
    if not plan.rewrites:
        others = "All other records are" if plan.left else f"All {plan.records} records are"
        words.say(f"{others} as this version of profilegen writes them (version {plan.version} of the fields).")
        return code
    files = words.counted(len(plan.rewrites), "file", "files")
    if not may_go_on(f"Shall {files} be written anew?", yes=yes, dry_run=dry_run):
        return code
    done = upgrade_them(plan, waiting=words.tell)
    for name, reason in done.refused:
        words.say(words.harmless(f"{name} stays as it was. {reason}"))
    if done.kept:
        words.say(f"{words.counted(len(done.written), 'file', 'files')} written anew.")
        words.say(f"What they said before is in {words.shown_path(done.kept)}. Delete it when all is well.")
    return PROBLEMS if done.refused else code
