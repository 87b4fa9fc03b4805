"""Take the pictures of the HTML page anew, of the samples: ``make pictures``; needs Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
SIZE = {"width": 1180, "height": 1120}


def main() -> None:
    """Write the page and take its pictures."""
    command = Path(sys.executable).with_name("gip-lint")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "report.html")
        flags = ["--format", "html", "--output", page_file, "--fail-on", "never", "--no-cache"]
        subprocess.run([command, "check", "reports", *flags], cwd=HERE / "samples", check=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        page = browser.new_page(viewport=SIZE)
        page.goto(page_file.as_uri())
        page.screenshot(path=PICTURES / "html-summary.png")
        cell = page.locator("td:has(ins)").first
        cell.scroll_into_view_if_needed()
        cell.focus()
        page.screenshot(path=PICTURES / "html-table.png")
        browser.close()


if __name__ == "__main__":
    main()
