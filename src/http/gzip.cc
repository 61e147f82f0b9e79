#include "http/gzip.h"

#include <array>
#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>
#include <cstdint>
#include <limits>

namespace qinqing::http {
namespace {

namespace zlib = boost::beast::zlib;

constexpr int kLevel = 6;
constexpr int kWindowBits = 15;
constexpr int kMemoryLevel = 8;

// RFC 1952 §2.3: magic, deflate, no flags, no time (the same page gives the same bytes), no extra
// flags, unknown system.
constexpr std::array<char, 10> kHead = {'\x1f', '\x8b', 8, 0, 0, 0, 0, 0, 0, '\xff'};

void append_le32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) {
    out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
  }
}

}  // namespace

std::optional<std::string> gzip(std::string_view bytes) {
  constexpr std::size_t kFrame = kHead.size() + 8;
  if (bytes.size() <= kFrame || bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return std::nullopt;
  }
  thread_local zlib::deflate_stream stream;
  stream.reset(kLevel, kWindowBits, kMemoryLevel, zlib::Strategy::normal);

  std::string out(bytes.size(), '\0');
  std::copy(kHead.begin(), kHead.end(), out.begin());
  zlib::z_params params;
  params.next_in = bytes.data();
  params.avail_in = bytes.size();
  params.next_out = out.data() + kHead.size();
  params.avail_out = out.size() - kFrame;
  boost::system::error_code ec;
  stream.write(params, zlib::Flush::finish, ec);
  // Anything but the end means that the room, which is the input's size, was too small.
  if (ec != zlib::error::end_of_stream) return std::nullopt;

  out.resize(kHead.size() + params.total_out);
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  append_le32(out, crc.checksum());
  append_le32(out, static_cast<std::uint32_t>(bytes.size()));
  return out;
}

}  // namespace qinqing::http
