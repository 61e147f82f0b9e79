# Sourced after install.sh and node.sh: builds the staff pages where their sources have changed.

staff_sources() { find web/staff web/styles -path '*/node_modules' -prune -o -type f -print; }

build_staff() {
  local made=build/web/staff/index.html
  if [ -e "$made" ] && [ -z "$(staff_sources | xargs -d "\n" -I{} find {} -newer "$made" 2>/dev/null | head -n 1)" ]; then
    return 0
  fi
  install_node && npm_install web/staff || return 1
  say "构建工作人员的页面……"
  mkdir -p build
  (cd web/staff && npm run --silent build) >build/staff.log 2>&1 || { tail -n 30 build/staff.log >&2; return 1; }
}
