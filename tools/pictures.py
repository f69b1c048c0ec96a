"""The pictures of the user guide, made by the tests that walk through the demonstration. Run as a module."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.house import ROOT

TEST = ROOT / "tests" / "browser" / "test_mixed_city_in_chromium.py"
FOLDER = ROOT / "web" / "yuetan_web" / "static" / "guide"
PREFIX = "guide-"


def main() -> int:
    """Make them anew: the exit code of the tests; nothing is replaced where one fails."""
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([sys.executable, "-m", "pytest", "-q", "-n", "0", str(TEST)], check=False, cwd=ROOT,
                              env=os.environ | {"YUETAN_PICTURES": folder})
        if made.returncode == 0:
            FOLDER.mkdir(parents=True, exist_ok=True)
            for one in Path(folder).glob(f"{PREFIX}*.png"):
                shutil.copy(one, FOLDER / one.name.removeprefix(PREFIX))
    return made.returncode


if __name__ == "__main__":
    sys.exit(main())
