"""Copy the front-end libraries that the pages load from node_modules into static/vendor."""

from __future__ import annotations

import shutil
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
MODULES = HOUSE / "node_modules"
VENDOR = HOUSE / "static" / "vendor"

FILES = {
    "idb/build/index.js": "idb/index.js",
    "idb/LICENSE": "idb/LICENSE",
    "uqr/dist/index.mjs": "uqr/index.js",
    "uqr/LICENSE": "uqr/LICENSE",
    "zxing-wasm/dist/es/reader/index.js": "zxing/es/reader/index.js",
    "zxing-wasm/dist/es/share.js": "zxing/es/share.js",
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing/zxing_reader.wasm",
    "zxing-wasm/LICENSE": "zxing/LICENSE",
    "@picocss/pico/css/pico.min.css": "pico/pico.min.css",
    "@picocss/pico/LICENSE.md": "pico/LICENSE.md",
}


def main() -> None:
    """Make static/vendor anew, so that a library that was dropped does not linger."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FILES.items():
        destination = VENDOR / target
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, destination)


if __name__ == "__main__":
    main()
