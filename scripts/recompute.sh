#!/usr/bin/env bash
# Builds build/recompute/: the index engine as WebAssembly with a plain page that recomputes a published
# bundle in the reader's browser. Needs Debian's emscripten; yaml-cpp is compiled from its Debian source,
# since WebAssembly has no packages. Not part of ./run or ./test: the packages are large.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/build/recompute
# Emscripten looks for acorn, which Debian puts where only its own Node looks.
export NODE_PATH=/usr/share/nodejs:${NODE_PATH:-}
mkdir -p "$out/include" "$out/objects" "$out/apt/lists/partial" "$out/cache"
if [ ! -d "$out/yaml-cpp" ]; then
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main" >"$out/apt/sources"
  apt=(apt-get -o "Dir::Etc::SourceList=$out/apt/sources" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$out/apt/lists")
  "${apt[@]}" -q update
  (cd "$out" && "${apt[@]}" -q source --download-only yaml-cpp)
  mkdir "$out/yaml-cpp"
  tar -C "$out/yaml-cpp" --strip-components=1 -xf "$out"/yaml-cpp_*.orig.tar.xz
fi
# Only these headers: /usr/include itself is another machine's.
ln -sfn /usr/include/boost "$out/include/boost"
ln -sfn /usr/include/eigen3/Eigen "$out/include/Eigen"

flags=(-std=c++20 -O3 -DNDEBUG -ffp-contract=off -fwasm-exceptions -DEIGEN_DONT_VECTORIZE -DEIGEN_NO_DEBUG
  -include web/recompute/stand_in/charconv.h -I web/recompute/stand_in -I src -I "$out/include" -I "$out/yaml-cpp/include")
sources=(web/recompute/recompute.cc src/base/{canonical,fault,json,nearest,text,yaml}.cc
  $(ls src/composite/*.cc | grep -v _test.cc) "$out"/yaml-cpp/src/*.cpp)
objects=()
for source in "${sources[@]}"; do
  object=$out/objects/$(echo "${source#"$out"/}" | tr / _).o
  objects+=("$object")
  [ "$object" -nt "$source" ] || em++ "${flags[@]}" -w -c "$source" -o "$object"
done
em++ -O3 -fwasm-exceptions "${objects[@]}" -o "$out/recompute.js" \
  -sENVIRONMENT=web -sMODULARIZE=1 -sEXPORT_NAME=createRecompute -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2GB \
  -sEXPORTED_FUNCTIONS=_qinqing_reproduce,_malloc,_free -sEXPORTED_RUNTIME_METHODS=lengthBytesUTF8,stringToUTF8,UTF8ToString
cp web/recompute/index.html "$out/index.html"
ls -l "$out/recompute.wasm" "$out/recompute.js"
