// QR codes as inline SVG: black on white whatever the page's colours are, one path, no script and
// no style.
//
// Thread-safety: a pure function.
#pragma once

#include <string>
#include <string_view>

namespace qinqing::norms {

// The text as a QR code of error correction level M, with the quiet zone of four modules that the
// standard asks for. `label` is what is read out instead of the picture; it is escaped here.
// Empty where the text is empty or longer than a code can hold (about 2,300 bytes).
std::string qr_svg(std::string_view text, std::string_view label);

}  // namespace qinqing::norms
