#include "composite/scales.h"

#include <map>

namespace qinqing::composite {
namespace {

constexpr std::string_view kBy[] = {"none",
                                    "min_max",
                                    "z_score",
                                    "scaled",
                                    "rank",
                                    "borda",
                                    "percentile_rank",
                                    "distance_to_maximum",
                                    "distance_to_reference",
                                    "distance_to_target",
                                    "fraction_of_maximum",
                                    "goalposts",
                                    "efficacy_linear",
                                    "efficacy_exponential"};

// Two numbers under `key`; the fallback where absent.
void read_two(Fields& fields, std::string_view key, Scale& scale, double a, double b) {
  const auto two = fields.numbers(key);
  if (fields.has(key) && two.size() != 2) fields.fault("value", key, "应为两个数", "例如 [0, 100]");
  scale.a = two.size() == 2 ? two[0] : a;
  scale.b = two.size() == 2 ? two[1] : b;
}

// Lower and upper goalposts by indicator from a CSV file with iCode and these two columns.
using Posts = std::map<std::string, std::pair<double, double>>;
Posts read_posts(Fields& fields, const Site& site, base::Faults& faults) {
  Posts posts;
  const auto csv = site.csv(fields, "posts", faults);
  if (!csv) return posts;
  const auto code = csv->column("iCode");
  const auto lower = csv->column("goalpost_lower");
  const auto upper = csv->column("goalpost_upper");
  if (!code || !lower || !upper) {
    faults.add(csv->fault("missing", "要有列 iCode、goalpost_lower、goalpost_upper"));
    return posts;
  }
  for (std::size_t i = 0; i < csv->rows.size(); ++i) {
    const auto& row = csv->rows[i];
    const auto low = parse_number(row[*lower]);
    const auto high = parse_number(row[*upper]);
    if (!low || !high || !(*low < *high))
      faults.add(csv->fault("value", i, "goalpost_upper", "应为两个数，上限大于下限", ""));
    else if (site.indicator(fields, "posts", row[*code]))
      posts[row[*code]] = {*low, *high};
  }
  return posts;
}

Scale read_one(Fields& fields, Posts& posts, const Site& site, base::Faults& faults) {
  Scale scale;
  scale.by = static_cast<ScaleBy>(fields.choice("by", kBy, std::nullopt));
  scale.like_coinr = false;
  switch (scale.by) {
    case ScaleBy::min_max:
      read_two(fields, "to", scale, 0, 100);
      if (!(scale.a < scale.b)) fields.fault("value", "to", "第二个数应大于第一个");
      break;
    case ScaleBy::z_score:
      scale.a = fields.number("mean", 0);
      scale.b = fields.number("deviation", 1);
      if (!(scale.b > 0)) fields.fault("value", "deviation", "应大于 0");
      break;
    case ScaleBy::scaled:
      read_two(fields, "between", scale, 0, 100);
      if (scale.a == scale.b) fields.fault("value", "between", "两个数不能相同");
      scale.factor = fields.number("scale", 100);
      break;
    case ScaleBy::distance_to_reference:
      scale.reference = fields.required_text("unit");
      scale.cap = fields.flag("cap", false);
      break;
    case ScaleBy::distance_to_target:
      scale.cap = fields.flag("cap", false);
      if (const auto target = fields.number("target")) scale.target = *target;
      scale.target_is_turned = fields.flag("after_direction", false);
      break;
    case ScaleBy::fraction_of_maximum:
      scale.like_coinr = fields.flag("like_coinr", false);
      break;
    case ScaleBy::goalposts:
      scale.factor = fields.number("scale", 1);
      scale.cap = scale.floor = fields.flag("truncate", true);
      posts = read_posts(fields, site, faults);
      if (const auto lower = fields.number("lower")) scale.lower = *lower;
      if (const auto upper = fields.number("upper")) scale.upper = *upper;
      break;
    case ScaleBy::efficacy_linear:
    case ScaleBy::efficacy_exponential:
      scale.a = fields.number("base", 60);
      scale.b = fields.number("span", 40);
      scale.cap = fields.flag("cap", false);
      scale.floor = fields.flag("floor", false);
      if (!(scale.b > 0)) fields.fault("value", "span", "应大于 0");
      if (scale.by == ScaleBy::efficacy_exponential && !(scale.a > 0))
        fields.fault("value", "base", "应大于 0");
      if (const auto low = fields.number("unallowable")) scale.lower = *low;
      if (const auto high = fields.number("satisfactory")) scale.upper = *high;
      break;
    default:
      break;
  }
  constexpr std::string_view kConstant[] = {"refuse", "missing"};
  scale.constant_is_missing = fields.choice("constant", kConstant, 0) == 1;
  return scale;
}

// What the method leaves to the framework.
void complete(Scale& scale, const Element& element, const Posts& posts, bool from_data,
              Fields& fields) {
  const auto missing = [&](std::string_view what, std::string_view right) {
    fields.fault("missing", "", "指标“" + element.code + "”没有" + std::string(what),
                 std::string(right));
  };
  if (scale.by == ScaleBy::distance_to_target && is_missing(scale.target)) {
    if (element.target)
      scale.target = *element.target;
    else
      missing("目标值", "写进框架的 target（COINr：Target），或者换一种标准化");
  }
  if (scale.by == ScaleBy::goalposts && (is_missing(scale.lower) || is_missing(scale.upper))) {
    const auto post = posts.find(element.code);
    if (post != posts.end()) {
      scale.lower = post->second.first;
      scale.upper = post->second.second;
    } else if (element.lower && element.upper && *element.lower < *element.upper) {
      scale.lower = *element.lower;
      scale.upper = *element.upper;
    } else {
      missing("上下限", "写进框架的 lower 与 upper，或者给出 posts");
    }
  }
  const bool efficacy =
      scale.by == ScaleBy::efficacy_linear || scale.by == ScaleBy::efficacy_exponential;
  if (!efficacy || from_data || !is_missing(scale.lower)) return;
  if (element.unallowable && element.satisfactory) {
    scale.lower = *element.unallowable;
    scale.upper = *element.satisfactory;
    if ((scale.upper - scale.lower) * element.direction < 0)
      fields.fault("value", "", "指标“" + element.code + "”的满意值比不允许值还差",
                   "按方向核对 unallowable 与 satisfactory");
  } else {
    missing("不允许值和满意值", "写进框架的 unallowable 与 satisfactory，或者写 bounds: data");
  }
}

bool bounds_from_data(Fields& fields) {
  constexpr std::string_view kBounds[] = {"framework", "data"};
  return fields.choice("bounds", kBounds, 0) == 1;
}

}  // namespace

std::vector<Scale> read_scales(Fields& fields, const Site& site, base::Faults& faults) {
  Posts posts;
  const Scale all = read_one(fields, posts, site, faults);
  const bool from_data = bounds_from_data(fields);
  std::vector<Scale> scales(site.framework.indicator_count, all);
  std::vector<char> own(scales.size(), 0);
  const auto* each = fields.find("indicators");
  if (each && !each->is_object()) fields.fault("type", "indicators", "应为“指标: 做法”");
  if (each && each->is_object())
    for (const auto& [code, value] : each->get_object()) {
      const auto element = site.indicator(fields, "indicators", code);
      if (!element) continue;
      Fields one(value, base::pointer_to(base::pointer_to(fields.pointer(), "indicators"), code),
                 faults);
      Posts own_posts;
      scales[*element] = read_one(one, own_posts, site, faults);
      complete(scales[*element], site.framework.elements[*element], own_posts,
               bounds_from_data(one), one);
      one.done();
      own[*element] = 1;
    }
  if (!faults.empty()) return scales;
  for (std::size_t i = 0; i < scales.size(); ++i)
    if (!own[i]) complete(scales[i], site.framework.elements[i], posts, from_data, fields);
  for (const Scale& scale : scales) {
    bool found = scale.reference.empty();
    for (const std::string& unit : site.table.units) found = found || unit == scale.reference;
    if (!found) {
      fields.fault("unknown", "unit", "数据里没有参照单位“" + scale.reference + "”", "");
      break;
    }
  }
  return scales;
}

}  // namespace qinqing::composite
