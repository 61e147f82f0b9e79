// qinqing pack diff
#include <boost/json/serialize.hpp>
#include <iostream>

#include "app/pack.h"
#include "norms/diff/diff_json.h"

namespace qinqing::app {

base::Result<LoadedPack> load_pack(const Context& context, const std::string& folder) {
  auto calendar = base::Calendar::load(context.calendar_folder());
  if (!calendar) return calendar.faults();
  auto files = norms::read_pack_files(folder);
  if (!files) return files.faults();
  norms::PackReader reader;
  auto pack = reader.read(*files);
  if (!pack) return pack.faults();
  return LoadedPack{std::move(files).value(), std::move(pack).value(), std::move(calendar).value()};
}

int diff_packs(const Context& context, const std::string& a, const std::string& b, bool json) {
  const auto before = load_pack(context, a);
  if (!before) return refuse(before.faults());
  const auto after = load_pack(context, b);
  if (!after) return refuse(after.faults());
  const auto diff =
      norms::diff_packs(before->pack, after->pack, before->calendar, context.clock->today());
  if (!diff) return refuse(diff.faults());
  if (json)
    std::cout << boost::json::serialize(norms::diff_json(before->pack, after->pack, *diff)) << '\n';
  else
    std::cout << norms::diff_text(before->pack, after->pack, *diff);
  return kDone;
}

}  // namespace qinqing::app
