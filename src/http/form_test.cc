#include "http/form.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace qinqing::http {
namespace {

std::string code_of(const base::Result<Form>& form) {
  return form.ok() ? "ok" : form.faults()[0].code;
}

TEST(Urlencoded, KeepsRepeatedKeysInTheOrderSent) {
  const auto form = parse_urlencoded("conduct=eat&cost=80.00&conduct=attend");
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->all("conduct"), (std::vector<std::string_view>{"eat", "attend"}));
  EXPECT_EQ(form->first("conduct"), "eat");
}

TEST(Urlencoded, NotSentIsNotSentEmpty) {
  const auto form = parse_urlencoded("a=&b&&c=1");
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->first("a"), "");
  EXPECT_EQ(form->first("b"), "");
  EXPECT_EQ(form->first("d"), std::nullopt);
  EXPECT_EQ(form->fields().size(), 3U);
}

TEST(Urlencoded, DecodesPlusAndPercent) {
  const auto form = parse_urlencoded("%E9%A4%90=a+b%2Bc%3D");
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->first("餐"), "a b+c=");
}

TEST(Urlencoded, NamesTheFieldOfEveryFault) {
  const auto form = parse_urlencoded("a=%4&b=%zz&c=%C3%28&d=%00&e=fine");
  ASSERT_FALSE(form.ok());
  ASSERT_EQ(form.faults().size(), 4U);
  EXPECT_EQ(form.faults()[0].code, "form.percent");
  EXPECT_EQ(form.faults()[0].pointer, "/a");
  EXPECT_EQ(form.faults()[1].pointer, "/b");
  EXPECT_EQ(form.faults()[2].code, "form.not_text");
  EXPECT_EQ(form.faults()[3].code, "form.not_text");
  EXPECT_EQ(form.faults()[3].pointer, "/d");
}

TEST(Urlencoded, LimitsFieldsAndNames) {
  const FormLimits limits{.fields_max = 2, .name_bytes_max = 3};
  EXPECT_EQ(code_of(parse_urlencoded("a=1&b=2", limits)), "ok");
  EXPECT_EQ(code_of(parse_urlencoded("a=1&b=2&c=3", limits)), "form.too_many");
  EXPECT_EQ(code_of(parse_urlencoded("abc=1", limits)), "ok");
  EXPECT_EQ(code_of(parse_urlencoded("abcd=1", limits)), "form.name_too_long");
}

TEST(Urlencoded, ReadsBackWhatWasEncoded) {
  EXPECT_TRUE(rc::check("any text survives",
                        [](const std::vector<std::pair<std::string, std::string>>& sent) {
                          std::string text;
                          std::vector<FormField> expected;
                          for (const auto& [name, value] : sent) {
                            if (!is_text(name) || !is_text(value) || name.empty()) continue;
                            text += "&" + percent_encode(name) + "=" + percent_encode(value);
                            expected.push_back({name, value});
                          }
                          const auto form = parse_urlencoded(text);
                          RC_ASSERT(form.ok());
                          RC_ASSERT(form->fields().size() == expected.size());
                          for (std::size_t i = 0; i < expected.size(); ++i) {
                            RC_ASSERT(form->fields()[i].name == expected[i].name);
                            RC_ASSERT(form->fields()[i].value == expected[i].value);
                          }
                        }));
}

constexpr std::string_view kType = "multipart/form-data; boundary=XyZ";

std::string part(const std::string& head, const std::string& content) {
  return "--XyZ\r\n" + head + "\r\n\r\n" + content + "\r\n";
}
std::string named(const std::string& name) {
  return "Content-Disposition: form-data; name=\"" + name + "\"";
}

TEST(Multipart, ReadsFieldsAndFilesAsBrowsersWriteThem) {
  const std::string bytes("\0\r\n--XyY\xff", 9);
  const std::string body =
      part(named("note"), "第一行\r\n第二行") +
      part(named("file") + "; filename=\"回执 %22a%22.json\"\r\nContent-Type: application/json",
           bytes) +
      part(named("note"), "") + "--XyZ--\r\n";
  const auto form = parse_multipart(body, kType);
  ASSERT_TRUE(form.ok()) << form.faults().to_string();
  EXPECT_EQ(form->all("note"), (std::vector<std::string_view>{"第一行\r\n第二行", ""}));
  const FormFile* file = form->file("file");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->filename, "回执 \"a\".json");
  EXPECT_EQ(file->content_type, "application/json");
  EXPECT_EQ(file->bytes, bytes);
  EXPECT_EQ(form->file("note"), nullptr);
}

TEST(Multipart, ReadsNamesThatHoldWhatWouldBreakThem) {
  const auto form = parse_multipart(
      part("Content-Disposition: form-data; name=\"a;b=\\\"c\"; filename=\"x\"", "1") + "--XyZ--",
      kType);
  ASSERT_TRUE(form.ok());
  ASSERT_NE(form->file("a;b=\"c"), nullptr);
}

TEST(Multipart, RefusesWhatIsNotWhole) {
  const std::string good = part(named("a"), "1");
  EXPECT_EQ(code_of(parse_multipart(good + "--XyZ--", kType)), "ok");
  EXPECT_EQ(code_of(parse_multipart("--XyZ--\r\n", kType)), "ok");
  EXPECT_EQ(code_of(parse_multipart(good, kType)), "form.part");                    // no end
  EXPECT_EQ(code_of(parse_multipart(good + "--XyZ", kType)), "form.part");          // nor here
  EXPECT_EQ(code_of(parse_multipart("x" + good + "--XyZ--", kType)), "form.part");  // preamble
  EXPECT_EQ(code_of(parse_multipart(good + "--XyZ--\r\nx", kType)), "form.part");   // epilogue
  EXPECT_EQ(code_of(parse_multipart("--XyZ\r\nno head", kType)), "form.part");
  EXPECT_EQ(code_of(parse_multipart(part("X: y", "1") + "--XyZ--", kType)), "form.part");
  EXPECT_EQ(code_of(parse_multipart(part("garbage", "1") + "--XyZ--", kType)), "form.part");
  EXPECT_EQ(code_of(parse_multipart("", kType)), "form.part");
}

TEST(Multipart, RefusesWhatTwoReadersWouldReadDifferently) {
  EXPECT_EQ(code_of(parse_multipart(part(named("a") + "; name=\"b\"", "1") + "--XyZ--", kType)),
            "form.part");
  EXPECT_EQ(
      code_of(parse_multipart(part(named("a") + "\r\n" + named("b"), "1") + "--XyZ--", kType)),
      "form.part");
  EXPECT_EQ(
      code_of(parse_multipart(
          part(named("a") + "\r\nContent-Transfer-Encoding: base64", "MQ==") + "--XyZ--", kType)),
      "form.part");
}

TEST(Multipart, NeedsABoundary) {
  const std::string body = part(named("a"), "1") + "--XyZ--";
  EXPECT_EQ(code_of(parse_multipart(body, "multipart/form-data; boundary=\"XyZ\"")), "ok");
  EXPECT_EQ(code_of(parse_multipart(body, "multipart/form-data")), "form.boundary");
  EXPECT_EQ(code_of(parse_multipart(body, "multipart/form-data; boundary=")), "form.boundary");
  EXPECT_EQ(code_of(parse_multipart(body, "multipart/mixed; boundary=XyZ")), "form.boundary");
  EXPECT_EQ(code_of(parse_multipart(body, "multipart/form-data; boundary=" + std::string(71, 'x'))),
            "form.boundary");
}

TEST(Multipart, LimitsAndText) {
  const FormLimits limits{.fields_max = 1, .name_bytes_max = 3};
  const std::string end = "--XyZ--";
  EXPECT_EQ(
      code_of(parse_multipart(part(named("a"), "1") + part(named("b"), "1") + end, kType, limits)),
      "form.too_many");
  EXPECT_EQ(code_of(parse_multipart(part(named("abcd"), "1") + end, kType, limits)),
            "form.name_too_long");
  EXPECT_EQ(code_of(parse_multipart(part(named("a"), "\xff") + end, kType)), "form.not_text");
  EXPECT_EQ(code_of(parse_multipart(part(named("\xff"), "1") + end, kType)), "form.not_text");
}

}  // namespace
}  // namespace qinqing::http
