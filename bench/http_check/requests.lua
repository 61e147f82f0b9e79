-- wrk script of bench/run http_check: one of 10,000 distinct requests after another.
--   BODIES   a file of situations, one JSON object a line: POST /api/v1/checks
--   without  the same walk over as many distinct GET targets, for the static file server
local bodies = {}
local file = os.getenv("BODIES")
local path = os.getenv("TARGET")
local lines = io.lines(file or os.getenv("LINES"))
for line in lines do bodies[#bodies + 1] = line end

local requests = {}
local at = 0

function init()
  for i = 1, #bodies do
    if file then
      requests[i] = wrk.format("POST", path, { ["Content-Type"] = "application/json" }, bodies[i])
    else
      requests[i] = wrk.format("GET", path .. "?i=" .. i)
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  io.write(string.format("RESULT %.0f %.0f %.0f %d %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) * 1000,
    latency:percentile(99) * 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
