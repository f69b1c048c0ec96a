"""The pictures of the user guide and the README, made by the tests that walk through the demonstration."""

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
LARGEST = 150_000  # bytes of one picture


def main() -> int:
    """Make them anew: the exit code of the tests, or 1 where a picture is too large; nothing is replaced then."""
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([sys.executable, "-m", "pytest", "-q", "-n", "0", str(TEST)], check=False, cwd=ROOT,
                              env=os.environ | {"YUETAN_PICTURES": folder})
        if made.returncode:
            return made.returncode
        found = {one.stem.removeprefix(PREFIX): one for one in Path(folder).glob(f"{PREFIX}*.png")}
        large = [f"{name} ({one.stat().st_size})" for name, one in found.items() if one.stat().st_size > LARGEST]
        if large:
            print(f"Larger than {LARGEST} bytes: {', '.join(sorted(large))}")
            return 1
        for name, one in found.items():
            shutil.copy(one, FOLDER / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
