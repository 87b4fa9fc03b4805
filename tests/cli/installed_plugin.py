"""A plugin that a test installs for the command: a module and its entry point in a folder on the path."""

import textwrap


def install(folder, body, name="mischief"):
    """Write the plugin; return the environment in which the command finds it."""
    site = folder / "site"
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[gip_lint]\n{name} = {name}_plugin\n", encoding="utf-8")
    head = """
        import os, signal, sys, time
        from pathlib import Path
        from gip_lint.model.finding import Finding
        from gip_lint.model.severity import Severity
        from gip_lint.plugins.hookspecs import hookimpl
        from gip_lint.model.bilingual import Bilingual
        from gip_lint.plugins.rule import Needs, Rule
        """
    (site / f"{name}_plugin.py").write_text(textwrap.dedent(head) + textwrap.dedent(body), encoding="utf-8")
    return {"PYTHONPATH": str(site)}


RULE = """
    class Mischief(Rule):
        code = "XXX001"
        name = "mischief"
        needs = Needs.TEXT
        severity = Severity.ERROR
        title = Bilingual("恶作剧", "mischief")
        description = Bilingual("测试用", "for tests")

        def check(self, report):
            yield from ACT(self, report)

    @hookimpl
    def gip_lint_rules():
        return [Mischief]
    """


def rule(folder, act):
    """Install a rule whose check is the function ``act(rule, report)`` in the source *act*."""
    return install(folder, textwrap.dedent(act) + textwrap.dedent(RULE).replace("ACT", "act"))
