#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bare_machine.sh [FOLDER]: proves the README's two commands on a bare Debian 12. Makes a minbase chroot, unpacks
# HEAD into it, runs `./dev build && ./dev test` there, prints how long each took. Needs root. What lets *this*
# machine reach Debian and npm (apt configuration, proxy, certificates, npm's registry) goes along; no package does.
set -euo pipefail

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
security=${DEBIAN_SECURITY_MIRROR:-http://deb.debian.org/debian-security}
room=${1:-$(mktemp -d /var/tmp/heartlink-bare.XXXXXX)}

leave() {
  local mount
  for mount in dev/pts dev proc sys; do
    mountpoint -q "$room/$mount" && umount --lazy "$room/$mount"
  done
  # Never into what is still mounted: --one-file-system stops at another device.
  rm -rf --one-file-system "$room"
}
trap leave EXIT

carry() {
  local path
  for path in "$@"; do
    [[ -e $path ]] || continue
    mkdir -p "$room$(dirname "$path")"
    cp -aL "$path" "$room$(dirname "$path")/"
  done
}

echo "bare: debootstrap minbase into $room"
debootstrap --variant=minbase bookworm "$room" "$mirror" >"$room.log" 2>&1 || { tail -20 "$room.log" >&2; exit 1; }
rm -f "$room.log"

printf '%s\n' "deb $mirror bookworm main" "deb $mirror bookworm-updates main" \
  "deb $security bookworm-security main" >"$room/etc/apt/sources.list"
carry /etc/resolv.conf /etc/hosts
for file in /etc/apt/apt.conf.d/*; do
  case $(basename "$file") in
    *docker* | *autoremove* | *packagekit* | *appstream* | *debconf*) ;;
    *) carry "$file" ;;
  esac
done
carry /root/.npmrc

mount --rbind /dev "$room/dev"
mount --make-rslave "$room/dev"
mount -t proc proc "$room/proc"
mount -t sysfs sys "$room/sys"

mkdir -p "$room/home/heartlink"
git archive HEAD | tar -x -C "$room/home/heartlink"

inside() {
  env -i HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    ${no_proxy:+no_proxy="$no_proxy"} ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"} \
    chroot "$room" /bin/bash -c "$1"
}

# Certificates of a proxy between us and the registry, added the way Debian does it, once the package is there.
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
  carry /usr/local/share/ca-certificates
fi

for verb in build test; do
  began=$SECONDS
  echo "bare: ./dev $verb"
  inside "cd /home/heartlink && ./dev $verb"
  echo "bare: ./dev $verb passed in $((SECONDS - began)) s"
done
