"""The live preview: `profilegen serve` builds, watches, builds again what changed, and reloads the open page."""
