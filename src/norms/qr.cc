#include "norms/qr.h"

#include <qrencode.h>

#include <memory>

#include "base/text.h"

namespace qinqing::norms {
namespace {

constexpr int kQuiet = 4;

// The dark modules as horizontal strokes, one for each run.
std::string strokes(const QRcode& code) {
  std::string path;
  const auto dark = [&](int x, int y) {
    return x < code.width && (code.data[y * code.width + x] & 1);
  };
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!dark(x, y)) continue;
      int length = 1;
      while (dark(x + length, y)) ++length;
      path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + ".5h" +
              std::to_string(length);
      x += length;
    }
  }
  return path;
}

}  // namespace

std::string qr_svg(std::string_view text, std::string_view label) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  if (!code) return "";
  const std::string size = std::to_string(code->width + 2 * kQuiet);
  return "<svg role=\"img\" aria-label=\"" + base::escaped_for_markup(label) + "\" viewBox=\"0 0 " +
         size + " " + size + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" +
         size + "v" + size + "H0z\"/><path stroke=\"#000\" d=\"" + strokes(*code) + "\"/></svg>";
}

}  // namespace qinqing::norms
