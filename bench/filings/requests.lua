-- wrk script of bench/run filings: every request files one contact under an id of its own.
--   SESSIONS  a file with one "cookie csrf" a line
--   RUN       a number of two hex digits that no other run on this database has
-- Each thread has its own ids; occasions, firms, days and costs differ from filing to filing.
local sessions = {}
for line in io.lines(os.getenv("SESSIONS")) do
  local cookie, csrf = line:match("^(%S+) (%S+)$")
  sessions[#sessions + 1] = { ["Cookie"] = cookie, ["X-CSRF"] = csrf, ["If-None-Match"] = "*",
    ["Content-Type"] = "application/json" }
end
local run = os.getenv("RUN")
local occasions = { "产供销对接会", "融资对接会", "用工对接会", "招商推介会", "项目现场会" }
local threads = 0
local at = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function request()
  at = at + 1
  local id = string.format("019d%s%02x-0000-7000-8000-%012x", run, number, at)
  local body = string.format(
    '{"check":{"actor":"official","contact_on":"2099-%02d-%02d","conducts":["attend","eat"],"facts":'
      .. '{"relation":"none","approval":"not_yet","event_kind":"trade","event_public":true,'
      .. '"meal_kind":"work_meal","meal_payer":"host","meal_cost":"%d.%02d","meal_settled":false}},'
      .. '"title":"%s（第%d场）","counterpart":"第%d号公司","submit":true}',
    at % 12 + 1, at % 28 + 1, at % 90 + 1, at % 100, occasions[at % #occasions + 1], at, at * 7 % 9973)
  return wrk.format("PUT", "/api/v1/filings/" .. id, sessions[at % #sessions + 1], body)
end

function done(summary, latency)
  io.write(string.format("RESULT %.0f %.0f %.0f %d %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) * 1000,
    latency:percentile(99) * 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
