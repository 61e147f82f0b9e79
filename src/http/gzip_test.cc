#include "http/gzip.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/crc.hpp>
#include <cstdint>
#include <string>

namespace qinqing::http {
namespace {

// Unpacks with Beast's other half. Flush::finish is not for it: in 1.81 it calls every fourth good
// stream short of buffers, and it does not always notice the end; that the bytes are the page's and
// the trailer holds their checksum says enough.
std::string unpacked(std::string_view member, std::size_t size) {
  std::string out(size + 1, '\0');
  boost::beast::zlib::inflate_stream stream;
  boost::beast::zlib::z_params params;
  params.next_in = member.data() + 10;
  params.avail_in = member.size() - 18;
  params.next_out = out.data();
  params.avail_out = out.size();
  boost::system::error_code ec;
  stream.write(params, boost::beast::zlib::Flush::sync, ec);
  if (ec && ec != boost::beast::zlib::error::end_of_stream) return ec.message();
  out.resize(params.total_out);
  return out;
}

std::uint32_t le32(std::string_view bytes) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

TEST(Gzip, IsSmallerAndComesBack) {
  std::string page;
  for (int i = 0; i < 3000; ++i) page += "<li>第 " + std::to_string(i * 7919) + " 条</li>\n";
  const std::string member = gzip(page).value_or("");
  ASSERT_GT(member.size(), 18U);
  EXPECT_LT(member.size(), page.size() / 3);
  EXPECT_EQ(unpacked(member, page.size()), page);
  boost::crc_32_type crc;
  crc.process_bytes(page.data(), page.size());
  EXPECT_EQ(le32(std::string_view(member).substr(member.size() - 8)), crc.checksum());
  EXPECT_EQ(le32(std::string_view(member).substr(member.size() - 4)), page.size());
  EXPECT_EQ(gzip(page), member) << "the thread's compressor remembers nothing of the last page";
}

TEST(Gzip, GivesUpWhereNothingIsWon) {
  EXPECT_EQ(gzip(""), std::nullopt);
  EXPECT_EQ(gzip("abc"), std::nullopt);
  std::string noise;
  std::uint64_t state = 1;
  for (int i = 0; i < 8000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    noise += static_cast<char>(state >> 56U);
  }
  EXPECT_EQ(gzip(noise), std::nullopt);
}

TEST(Gzip, AnyRepetitiveTextComesBack) {
  EXPECT_TRUE(rc::check("unpacked(gzip(x)) == x", [](const std::vector<std::uint8_t>& seed) {
    RC_PRE(!seed.empty());
    std::string text;
    for (int i = 0; i < 40; ++i) text.append(seed.begin(), seed.end());
    const auto member = gzip(text);
    RC_ASSERT(!member || unpacked(*member, text.size()) == text);
  }));
}

}  // namespace
}  // namespace qinqing::http
