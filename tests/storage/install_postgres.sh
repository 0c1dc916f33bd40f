#!/bin/sh
# PostgreSQL's programs for the tests of storage: installed when this runs as root on Debian or Ubuntu, asked for otherwise.
# Never fails: without them the tests say that they were skipped, or fail where GREENROOM_REQUIRE names postgres.
set -u
for initdb in /usr/lib/postgresql/*/bin/initdb; do
	[ -x "$initdb" ] && exit 0
done
command -v initdb >/dev/null 2>&1 && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	echo "The tests of storage on PostgreSQL are skipped: install it first (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql)." >&2
	exit 0
fi

# The package makes and starts a cluster of the system's unless this file says no. It is ours only while the package is being installed.
conf=/etc/postgresql-common/createcluster.conf
if [ ! -e "$conf" ]; then
	mkdir -p "$(dirname "$conf")"
	echo "create_main_cluster = false" >"$conf"
	ours=1
fi
export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
install() {
	apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql >"$log" 2>&1
}
log=$(mktemp)
echo "Installing PostgreSQL's programs for the tests of storage (once) ..."
if ! install && ! { apt-get update >/dev/null 2>&1 && install; }; then
	tail -n 5 "$log" >&2
	echo "PostgreSQL could not be installed; the tests of storage on it are skipped." >&2
fi
rm -f "$log"
if [ "${ours:-}" ]; then
	default=/usr/share/postgresql-common/createcluster.conf
	if [ -e "$default" ]; then cp "$default" "$conf"; else rm -f "$conf"; fi
fi
exit 0
