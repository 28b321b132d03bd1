"""The story of one student: loaded, checked, viewed, planned, derived, rendered, published and forgotten again."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from profilegen.building.dressing import Wardrobe
from profilegen.building.files import check_links, shared_files
from profilegen.building.narrowing import take_away, take_out_what_narrowed
from profilegen.building.recalling import line_for
from profilegen.building.standings import standing_as_json
from profilegen.building.work import Outcome, Work
from profilegen.checks import check_documents, check_student
from profilegen.loading.student import load_student
from profilegen.media.converting import Conversion, recall
from profilegen.media.deriving import derive
from profilegen.media.made import Made, made_of
from profilegen.media.photos import PictureSet
from profilegen.media.refusals import MediaError, PartMissingError
from profilegen.media.store import Store
from profilegen.model.limits import Limits
from profilegen.model.occasion import Occasion
from profilegen.model.school import Student
from profilegen.model.school_views import StandingView
from profilegen.model.standing import standing_for
from profilegen.model.viewing import for_occasion, view_for
from profilegen.model.views import StudentView
from profilegen.model.walking import claims_of, media_of
from profilegen.planning.pages import CONFERENCE
from profilegen.planning.student import StudentPlan, plan_student, without_media
from profilegen.problems import Place, Problem, ProfilegenError
from profilegen.publishing.manifest import SiteFile, digest_of, manifest_for
from profilegen.publishing.swapping import PublishError, publish
from profilegen.remembering.memory import ThemeUsed
from profilegen.remembering.survey import arrivals_of, student_stamps, with_young
from profilegen.remembering.watching import Asked, watched
from profilegen.rendering.pages import render_student_pages
from profilegen.rendering.search import student_search
from profilegen.rules import problem


def build_student(student_id: str, work: Work) -> Outcome:
    """Everything that a build does for one student. Never raises for what is wrong with this student alone."""
    try:
        return _observed(student_id, work)
    except PublishError as error:
        return _failed(student_id, work, "not-published", error.message, error.hint)
    except ProfilegenError as error:
        return _failed(student_id, work, "theme-mistake", error.message, error.hint)
    except OSError as error:
        reason = f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
        hint = "Is the disk full, or the folder write-protected? Mend that and build again."
        return _failed(student_id, work, "not-published", f"This student's site could not be written: {reason}.", hint)
    except Exception as error:  # one student's surprise must not stop the others; nobody should see a traceback
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(frame.filename).stem}"
        message = f"profilegen itself made a mistake here: {where}: {error}"
        hint = "The others were built. Please report this sentence to the makers of profilegen."
        return _failed(student_id, work, "internal-error", message, hint)


def _failed(student_id: str, work: Work, rule: str, message: str, hint: str) -> Outcome:
    """The old site stands, in every place where it shows no more than it may."""
    place = Place("profile.yaml" if work.school.lone else f"students/{student_id}/profile.yaml")
    found = (problem(rule, message, hint, place, student=student_id),)
    try:
        student, _ = load_student(work.school, student_id)
        sites = (work.site, *work.beside)
        taken_out = take_out_what_narrowed(student, work, sites) if student else ()
        return Outcome(student_id, found, readable=student is not None, failed=True, taken_out=taken_out)
    except Exception:  # whatever went wrong above goes wrong here too: then nothing is known of what may be shown
        return Outcome(student_id, found, readable=False, failed=True)


def _observed(student_id: str, work: Work) -> Outcome:
    """Builds, and takes note of all that went into it."""
    folder = work.school.student_folder(student_id)
    stamps = student_stamps(folder) if work.school.lone else student_stamps(folder, arrivals_of(student_id))
    inputs = with_young(folder, stamps)
    asked = Asked()
    school, today = watched(work.school, work.today, asked)
    outcome = _build(student_id, replace(work, school=school, today=today))
    return replace(outcome, line=line_for(outcome, inputs, asked, work))


def _build(student_id: str, work: Work) -> Outcome:
    student, problems = load_student(work.school, student_id)
    if student is None:
        return Outcome(student_id, problems, readable=False)
    problems += check_student(student, work.school, work.today)
    taken_out = take_out_what_narrowed(student, work, work.beside)
    folder = work.site.student_folder(student_id)
    seen = view_for(student, work.school, work.site.audience, work.today)
    view = for_occasion(seen, work.occasion, work.today)
    originals = tuple(sorted(file.sha256 for file in student.media.values()))
    if view is None:
        take_away(work.site, student_id)
        return Outcome(student_id, problems, taken_out=taken_out, originals=originals)
    wardrobe = Wardrobe(work.school, work.theme, work.themes)
    look = wardrobe.look_of(view)
    theme = ThemeUsed(tuple(name for name, _ in look.theme.chain), look.theme.fingerprint)
    problems += tuple(wardrobe.problems(student, view, look))
    plan = plan_student(view, look, occasion=work.occasion)
    largest = work.school.limits.picture_megapixels * 1_000_000
    derived = derive(plan.pictures, originals_of(student), work.site.store, work.threads, largest)
    converted = recall(conversions_of(plan, student, work.site.store, work.school.limits), work.failed)
    if converted.missing and work.waits:
        taken_out += take_out_what_narrowed(student, work, (work.site,))
        return Outcome(student_id, waits_for=converted.missing, taken_out=taken_out)
    unmade = {one.sha256: MediaError("It could not be converted.", "Build again.") for one in converted.missing}
    failures = {**derived.failures, **converted.failures, **unmade}
    problems += tuple(_media_problems(student, failures, problems))
    plan = plan_student(without_media(view, derived.failures), look, occasion=work.occasion)
    made = made_of(derived.pictures, converted)
    problems += _document_problems(student, made, work)
    files = _files(plan, made, work.site.store, work.occasion)
    standing = standing_for(student, work.school, plan.view, work.today)
    notes = {} if work.occasion.is_showcase else _notes(plan.view, derived.pictures, standing)
    word, kind = work.site.audience.word, work.site.kind
    manifest = manifest_for(word, files, claims=claims_of(plan.view), notes=notes, kind=kind)
    work.site.clear_if_lost(student_id)
    written = publish(folder, files, manifest, work.site.store)
    return Outcome(
        student_id,
        problems,
        len(plan.pages),
        written,
        taken_out=taken_out,
        unsettled=bool(wardrobe.in_vain(view, look)) or bool(converted.missing) or converted.passing,
        originals=originals,
        theme=theme,
        listed=digest_of(json.dumps(notes, sort_keys=True).encode()),
        notes=notes,
    )


def originals_of(student: Student) -> dict[str, Path]:
    """Where the originals of a student's media are, by their SHA-256."""
    return {file.sha256: student.folder / "media" / file.path_on_disk for file in student.media.values()}


def conversions_of(plan: StudentPlan, student: Student, store: Store, limits: Limits) -> Iterator[Conversion]:
    """What has to be converted for this plan, if it was not before."""
    if not (plan.recordings or plan.documents):
        return
    files = {(file.kind, file.sha256): file for file in student.media.values()}
    for sha256 in plan.recordings:
        file = files["recording", sha256]
        is_film = all(one.film for one in student.media.values() if one.sha256 == sha256)
        source, name = student.folder / "media" / file.path_on_disk, f"{student.id}, {file.path}"
        yield Conversion("recording", sha256, source, name, store, limits, film=is_film)
    for sha256, with_copy in plan.documents.items():
        file = files["document", sha256]
        source, name = student.folder / "media" / file.path_on_disk, f"{student.id}, {file.path}"
        yield Conversion("document", sha256, source, name, store, limits, with_copy)


def _document_problems(student: Student, made: Made, work: Work) -> tuple[Problem, ...]:
    """What is wrong with the words in documents: a check of the folder alone does not know them."""
    if not made.documents:
        return ()
    words = {sha256: "\n".join(page.text for page in one.pages) for sha256, one in made.documents.items()}
    return check_documents(student, work.school, work.today, words)


def _media_problems(
    student: Student, failures: Mapping[str, MediaError], known: tuple[Problem, ...]
) -> Iterator[Problem]:
    """Media whose damage shows only once they are read whole, unless a check has already said so."""
    base = student.profile.path
    told = [one.message for one in known if one.rule == "unreadable-media"]
    by_hash = {file.sha256: file.path for file in student.media.values()}
    for sha256, error in failures.items():
        if isinstance(error, PartMissingError):  # the check says so, once for all
            continue
        path = f"{student.profile.places.file.removesuffix(base)}media/{by_hash[sha256]}"
        if not any(f"“{by_hash[sha256]}”" in message for message in told):
            yield _unreadable(path, error, student.id)


def _unreadable(path: str, error: MediaError, student_id: str) -> Problem:
    message = f"This is not shown. {error.reason}"
    return problem("unreadable-media", message, error.hint, Place(path), student=student_id)


def _files(plan: StudentPlan, made: Made, store: Store, occasion: Occasion) -> dict[str, SiteFile]:
    """Every file of the student's site by its path. RenderError where the theme fails or a link leads nowhere."""
    view, look = plan.view, plan.look
    pages = render_student_pages(plan.pages, view, plan.parts, look, made, occasion)
    shown = {media.sha256 for media in media_of(view)}
    kept = replace(made, pictures={sha256: one for sha256, one in made.pictures.items() if sha256 in shown})
    is_meeting, is_kiosk = occasion.is_meeting, occasion.is_kiosk
    groups = {"of_conference": CONFERENCE in pages, "of_meeting": is_meeting, "of_kiosk": is_kiosk}
    files: dict[str, SiteFile] = {
        **pages,
        **shared_files(look, kept, store, **groups),
        "search.js": student_search(view, made.documents, occasion).encode("utf-8"),
    }
    check_links(pages, files)
    return files


def _notes(view: StudentView, pictures: Mapping[str, PictureSet], standing: StandingView | None) -> dict[str, object]:
    """What the school's own pages need of this student, where this audience has such pages."""
    if not view.audience.sees_several_students:
        return {}
    avatar = view.avatar if view.avatar and view.avatar.sha256 in pictures else None
    for_teachers = {"kind": view.kind, "standing": standing_as_json(standing)} if standing else {}
    return {
        "first_name": view.first_name,
        "tagline": view.tagline,
        "avatar": asdict(avatar) if avatar else None,
        "picture": asdict(pictures[avatar.sha256]) if avatar else None,
        **for_teachers,
    }
