#!/bin/sh
# Writes the lock files from setup.cfg: hashes, and no address of any index or folder.
set -eu
cd "$(dirname "$0")/.."
export PIP_CONFIG_FILE=/dev/null
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS

lock() {
    .venv/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
        --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links "$@" setup.cfg
}

lock --extra=postgres --extra=tls --output-file=requirements.txt
lock --all-extras --constraint=requirements.txt --output-file=requirements-dev.txt
