#!/usr/bin/env bash
# Proves the two commands on a bare system: makes a Debian or Ubuntu root that holds nothing but make and Python, copies this
# checkout into it and runs make there. Needs root and debootstrap; takes mirror, apt settings and certificates from this machine.
#
#   tests/packaging/clean_root.sh [TARGET]...        (run and test, unless said otherwise)
#   RELEASE=trixie MIRROR=... PLACE=/var/tmp/roots tests/packaging/clean_root.sh run
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
release=${RELEASE:-bookworm}
place=${PLACE:-$here/build/clean-root}
base=$place/base-$release
root=$place/root-$release
[ $# -gt 0 ] || set -- run test

# Everything is mounted in a name space of its own, so that nothing stays mounted whatever happens.
if [ "${CLEAN_ROOT_INSIDE:-}" != yes ]; then
    exec env CLEAN_ROOT_INSIDE=yes unshare --mount --pid --fork --kill-child "$0" "$@"
fi

same_release() { grep -qs "VERSION_CODENAME=$release" /etc/os-release; }
host_mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb +(\[[^]]*\] +)?([^ ]+).*/\2/p' | head -1
}
take() { # the host's file or folder, at the same place in the root
    if [ -e "$1" ]; then mkdir -p "$base$(dirname "$1")" && cp -aL "$1" "$base$(dirname "$1")/"; fi
}

make_base() {
    local mirror=${MIRROR:-$(host_mirror)}
    rm -rf "$base.part"
    mkdir -p "$base.part"
    debootstrap --variant=minbase --include=python3,make,ca-certificates "$release" "$base.part" "$mirror"
    mv "$base.part" "$base"
    if same_release; then
        rm -f "$base/etc/apt/sources.list"
        for kept in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/trusted.gpg /etc/apt/trusted.gpg.d; do take "$kept"; done
    fi
    for kept in /etc/apt/auth.conf.d /etc/apt/apt.conf /etc/apt/apt.conf.d; do take "$kept"; done
    take /etc/ssl/certs/ca-certificates.crt
    rm -rf "$base"/var/lib/apt/lists/* # as an image comes: no lists
}

[ -d "$base" ] || make_base
rm -rf "$root"
cp -a "$base" "$root"
for kept in /etc/resolv.conf /etc/hosts; do cp -L "$kept" "$root$kept"; done
mkdir -p "$root/checkout"
git -C "$here" ls-files -z --cached --others --exclude-standard --deduplicate |
    (cd "$here" && xargs -0 -I{} sh -c '[ ! -e "$1" ] || printf "%s\0" "$1"' _ {}) |
    tar -C "$here" --null --files-from=- -cf - | tar -C "$root/checkout" -xf -

mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts" || true
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev/shm" || true

settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!name:-}" ]; then settings+=("$name=${!name}"); fi
done
if [ -n "${PIP_CERT:-}${SSL_CERT_FILE:-}" ]; then settings+=(PIP_CERT=/etc/ssl/certs/ca-certificates.crt); fi
inside() { env -i "${settings[@]}" chroot "$root" "$@"; }

for target in "$@"; do
    echo "== $release: make $target"
    inside bash -c "cd /checkout && time make $target"
    if [ "$target" = run ]; then
        inside bash -c 'cd /checkout && ls -l build/tour && time python3 packaging/setup ready run'
        rm -rf "$place/tour-$release" && cp -a "$root/checkout/build/tour" "$place/tour-$release"
    fi
done
