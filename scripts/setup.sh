# Sourced by the other scripts: installs what is missing on a fresh Debian 12 with Swift 6.3, or names it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# need_packages PACKAGE…: installs with apt those that dpkg doesn't know as installed.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "installing: ${missing[*]}" >&2
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "please install as root: apt-get install ${missing[*]}" >&2; exit 1; }
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

need_swift() {
    command -v swift >/dev/null || { echo "Swift 6.3 is missing: see swift.org/install" >&2; exit 1; }
}

# need_python MODULE=PACKAGE…: a virtual environment of the build folder with the judges' libraries, put first on PATH.
# Without the package index the judges are absent, and the tests that need them are reported as skipped, by name.
need_python() {
    local folder="$root/.build-python" missing=() pair
    [ -x "$folder/bin/python3" ] || python3 -m venv "$folder" >&2 || return 0
    for pair in "$@"; do
        "$folder/bin/python3" -c "import ${pair%%=*}" 2>/dev/null || missing+=("${pair##*=}")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check "${missing[@]}" >&2 \
            || echo "note: ${missing[*]} could not be installed; the tests that need them are skipped" >&2
    fi
    PATH="$folder/bin:$PATH"
    export PATH
}
