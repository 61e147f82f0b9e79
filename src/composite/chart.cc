#include "composite/chart.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

constexpr char kFont[] = "'Noto Sans CJK SC','Source Han Sans SC',sans-serif";

std::string at(double x) {
  return print_number(std::round(x * 100) / 100);
}

class Svg {
 public:
  Svg(double width, double height, const std::string& title) {
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + at(width) + " " +
           at(height) + "\" width=\"" + at(width) + "\" height=\"" + at(height) +
           "\" role=\"img\" font-family=\"" + kFont + "\" font-size=\"12\">\n<title>" +
           base::escaped_for_markup(title) +
           "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    text(16, 24, title, "start", "font-size=\"16\" font-weight=\"bold\"");
  }
  void rect(double x, double y, double w, double h, const std::string& fill,
            const std::string& hint = "") {
    out_ += "<rect x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(w) + "\" height=\"" +
            at(h) + "\" fill=\"" + fill + "\"";
    out_ +=
        hint.empty() ? "/>\n" : "><title>" + base::escaped_for_markup(hint) + "</title></rect>\n";
  }
  void circle(double x, double y, double r, const std::string& hint) {
    out_ += "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"" + at(r) +
            "\" fill=\"#111\"><title>" + base::escaped_for_markup(hint) + "</title></circle>\n";
  }
  void line(double x1, double y1, double x2, double y2) {
    out_ += "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" +
            at(y2) + "\" stroke=\"#bbb\"/>\n";
  }
  void text(double x, double y, const std::string& words, const char* anchor = "start",
            const std::string& style = "") {
    out_ += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\"" +
            (style.empty() ? "" : " " + style) + ">" + base::escaped_for_markup(words) +
            "</text>\n";
  }
  std::string done() && { return std::move(out_) + "</svg>\n"; }

 private:
  std::string out_;
};

std::string label_of(const RankedUnit& unit) {
  return unit.name.empty() || unit.name == unit.code ? unit.code : unit.name + " " + unit.code;
}

}  // namespace

std::string ranking_chart(const std::string& title, std::vector<RankedUnit> units) {
  std::erase_if(units, [](const RankedUnit& unit) { return is_missing(unit.rank); });
  std::sort(units.begin(), units.end(), [](const RankedUnit& a, const RankedUnit& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.code < b.code;
  });
  constexpr double kRow = 20;
  constexpr double kLeft = 220;
  constexpr double kWide = 480;
  constexpr double kTop = 64;
  const auto n = static_cast<double>(units.size());
  const double step = kWide / std::max(n, 1.0);
  Svg svg(kLeft + kWide + 80, kTop + n * kRow + 24, title);
  svg.text(kLeft, 48, "名次（点为公布名次，条为区间）");
  svg.text(kLeft + kWide + 64, 48, "得分", "end");
  for (std::size_t i = 0; i < units.size(); ++i) {
    const RankedUnit& unit = units[i];
    const double y = kTop + static_cast<double>(i) * kRow;
    if (unit.band % 2 == 1) svg.rect(0, y, kLeft + kWide + 80, kRow, "#eef3f8");
    svg.text(kLeft - 44, y + 14, label_of(unit), "end");
    svg.text(kLeft - 12, y + 14, print_number(unit.rank), "end", "font-weight=\"bold\"");
    svg.line(kLeft, y + kRow / 2, kLeft + kWide, y + kRow / 2);
    if (!is_missing(unit.low))
      svg.rect(kLeft + (unit.low - 1) * step, y + 5, (unit.high - unit.low + 1) * step, 10,
               "#6f9fd0",
               label_of(unit) + "：第 " + print_rounded(unit.low, 4) + " 到 " +
                   print_rounded(unit.high, 4) + " 名");
    svg.circle(kLeft + (unit.rank - 0.5) * step, y + kRow / 2, 4,
               label_of(unit) + "：第 " + print_number(unit.rank) + " 名");
    svg.text(kLeft + kWide + 64, y + 14, print_rounded(unit.score, 4), "end");
  }
  return std::move(svg).done();
}

std::string rank_heat_map(const std::string& title, const std::vector<std::string>& units,
                          const std::vector<std::vector<double>>& shares) {
  constexpr double kCell = 14;
  constexpr double kLeft = 180;
  constexpr double kTop = 64;
  const auto n = static_cast<double>(units.size());
  Svg svg(kLeft + n * kCell + 24, kTop + n * kCell + 24, title);
  svg.text(kLeft, 44, "名次，越深次数越多");
  for (std::size_t r = 0; r < units.size(); r += 5)
    svg.text(kLeft + (static_cast<double>(r) + 0.5) * kCell, kTop - 4, std::to_string(r + 1),
             "middle", "font-size=\"9\"");
  for (std::size_t u = 0; u < units.size(); ++u) {
    const double y = kTop + static_cast<double>(u) * kCell;
    svg.text(kLeft - 8, y + 11, units[u], "end", "font-size=\"11\"");
    for (std::size_t r = 0; r < shares[u].size(); ++r) {
      if (shares[u][r] == 0) continue;
      // Darker by the square root, so that what is rare is still seen.
      const int grey = 235 - static_cast<int>(std::round(215 * std::sqrt(shares[u][r])));
      const std::string g = std::to_string(grey);
      svg.rect(kLeft + static_cast<double>(r) * kCell, y, kCell - 1, kCell - 1,
               "rgb(" + g + "," + g + "," + std::to_string(std::min(255, grey + 20)) + ")",
               units[u] + " 第 " + std::to_string(r + 1) + " 名：" +
                   print_rounded(100 * shares[u][r], 3) + "%");
    }
  }
  return std::move(svg).done();
}

std::string weight_tree(const Framework& framework, const std::vector<double>& effective) {
  constexpr double kWide = 220;
  constexpr double kTop = 44;
  const double least = 18;
  const double height = std::max(400.0, static_cast<double>(framework.indicator_count) * least);
  Svg svg(32 + kWide * framework.levels, kTop + height + 24,
          framework.title.empty() ? "指标与权重" : framework.title + "：指标与权重");
  std::vector<double> top(framework.elements.size(), kTop);
  for (std::size_t e = framework.elements.size(); e-- > 0;) {
    const Element& element = framework.elements[e];
    const double h = effective[e] * height;
    const double x = 16 + kWide * (framework.levels - element.level);
    const std::string share = print_rounded(100 * effective[e], 3) + "%";
    svg.rect(x, top[e] + 0.5, kWide - 4, std::max(h - 1, 0.5),
             element.level % 2 ? "#e3edf7" : "#c9dcef",
             element.code + " " + element.name + "：" + share);
    if (h >= 11)
      svg.text(x + 6, top[e] + h / 2 + 4, element.code + "  " + share, "start",
               h < 16 ? "font-size=\"9\"" : "");
    double y = top[e];
    for (const std::size_t member : element.children) {
      top[member] = y;
      y += effective[member] * height;
    }
  }
  return std::move(svg).done();
}

}  // namespace qinqing::composite
