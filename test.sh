#!/usr/bin/env bash
# Builds and tests everything; the last line says how many passed, failed and were skipped. --long runs the long tests too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec </dev/null

configuration=Release
results=artifacts/test-results
apt_is_fresh=no
switches=(EnableAVX512 EnableAVX EnableHWIntrinsic)
all_passed=0 all_failed=0 all_skipped=0

main() {
    if [ "${1:-}" = --long ]; then
        export APIKEYS_TEST_SCALE=full
    elif [ $# -gt 0 ]; then
        give_up "Unknown option '$1'. Usage: ./test.sh [--long]"
    fi

    command -v dotnet >/dev/null || give_up "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
    need curl curl
    need node nodejs
    need openssl openssl
    need python3 python3
    need '/usr/lib/postgresql/*/bin/postgres' postgresql
    need '/usr/lib/*/libsqlite3.so.0' libsqlite3-0
    need '/usr/lib/*/libargon2.so.1' libargon2-1
    need '/usr/lib/*/libcrypt.so.1' libcrypt1
    rm -rf "$results"
    dotnet build ApiKeys.sln -c "$configuration" || give_up "The build failed."

    # One project after the other (-m:1): a test that measures time must not share its cores with another project.
    local outcome=0
    dotnet test ApiKeys.sln -c "$configuration" --no-build -m:1 || outcome=$?
    for switch in "${switches[@]}"; do
        test_hashes_without "$switch" || outcome=$?
    done

    report "$outcome"
}

# test_hashes_without SWITCH: known hashes again, by the instructions that are left without these. The results have a folder of their own.
test_hashes_without() {
    echo "Known hashes with DOTNET_$1=0"
    env "DOTNET_$1=0" dotnet test tests/ApiKeys.Core.Tests -c "$configuration" --no-build --filter "TestCategory=HashVectors&TestCategory!=Differential" -p:VSTestResultsDirectory="$PWD/$results/$1"
}

# need COMMAND|PATTERN PACKAGE: installs the Debian package where the command, or every file of the pattern, is missing.
need() {
    compgen -G "$1" >/dev/null && return
    command -v "$1" >/dev/null && return
    command -v apt-get >/dev/null || give_up "'$1' is missing, and there is no apt-get to install it."
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    if [ "$apt_is_fresh" = no ]; then
        "${root[@]}" apt-get update -q || give_up "apt-get update failed; '$1' is missing."
        apt_is_fresh=yes
    fi

    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$2" || give_up "Package '$2' could not be installed."
}

# report OUTCOME: sums the results of every test project. What leaves no failed test behind and still went wrong counts as one.
report() {
    echo
    for project in tests/*/*.Tests.csproj; do
        name=$(basename "$project" .csproj)
        add "$name" "$results/$name/results.trx" "$(dirname "$project")"
    done

    for switch in "${switches[@]}"; do
        add "Known hashes with DOTNET_$switch=0" "$results/$switch/results.trx" tests/ApiKeys.Core.Tests
    done

    if [ "$1" != 0 ] && [ "$all_failed" = 0 ]; then
        echo "dotnet test ended with $1 and names no failed test." >&2
        all_failed=1
    fi

    echo "$all_passed passed, $all_failed failed, $all_skipped skipped"
    [ "$all_failed" = 0 ] && [ "$all_passed" -gt 0 ]
}

# add NAME TRX FOLDER: prints the results of one run and adds them to the sums.
add() {
    local passed failed skipped
    read -r passed failed skipped < <(count "$2" "$3")
    echo "$1: $passed passed, $failed failed, $skipped skipped"
    all_passed=$((all_passed + passed))
    all_failed=$((all_failed + failed))
    all_skipped=$((all_skipped + skipped))
}

# count TRX FOLDER: prints "passed failed skipped" of one project.
count() {
    local trx=$1 folder=$2 total passed failed
    if [ ! -f "$trx" ]; then
        echo "There is no $trx." >&2
        echo 0 1 0
        return
    fi

    total=$(counter total "$trx")
    passed=$(counter passed "$trx")
    failed=$(($(counter failed "$trx") + $(counter error "$trx") + $(counter timeout "$trx") + $(counter aborted "$trx")))
    local skipped=$((total - passed - failed))
    if [ "$failed" = 0 ] && ! grep -q '<ResultSummary outcome="Completed"' "$trx"; then
        echo "The test run of $folder did not end: its host may have crashed." >&2
        failed=1
    elif [ "$total" = 0 ] && grep -rqE '^ *\[(Test|TestCase|TestCaseSource|Property)\b' "$folder" --include='*.cs'; then
        echo "The tests of $folder were not found by the test host." >&2
        failed=1
    fi

    echo "$passed" "$failed" "$skipped"
}

# counter NAME TRX: one number of the <Counters> element.
counter() {
    sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" "$2"
}

give_up() {
    echo "$1" >&2
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}

main "$@"
