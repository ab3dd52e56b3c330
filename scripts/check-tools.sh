#!/bin/sh
# Says which programs are missing, with the line that installs them; silent when all are there.
here=$(dirname "$0")
missing=""

if [ -z "$("$here/find-python.sh")" ]; then
    echo "Python 3.11 or newer with venv is missing." >&2
    missing="$missing python3 python3-venv"
fi
if ! node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null; then
    echo "Node.js 18 or newer is missing." >&2
    missing="$missing nodejs"
fi
if ! npm --version >/dev/null 2>&1; then
    echo "npm is missing." >&2
    missing="$missing npm"
fi

if [ -n "$missing" ]; then
    echo "On Debian or Ubuntu: sudo apt-get install -y$missing" >&2
    exit 1
fi
