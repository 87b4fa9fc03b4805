"""A run over many files: in several processes, with what is known already taken from the cache."""

from gip_lint.batch.outcomes import Part, Parts, Rendering
from gip_lint.batch.run import run

__all__ = ["Part", "Parts", "Rendering", "run"]
