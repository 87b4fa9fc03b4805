"""Profiles: configurations for a purpose, as data. A configuration names one and goes over it."""

from __future__ import annotations

from pathlib import Path

PROFILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.toml"))}
"""The file of every profile by its name."""
