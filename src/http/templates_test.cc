#include "http/templates.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/parse.hpp>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "embedded/test_files.h"
#include "embedded/test_templates.h"
#include "http/static_files.h"

namespace qinqing::http {
namespace {

using Texts = std::map<std::string, std::string>;

base::Result<Templates> load(const Texts& texts) {
  std::vector<EmbeddedFile> files;
  for (const auto& [name, text] : texts) files.push_back({name, "", text, "", ""});
  return Templates::load({EmbeddedFiles(files)});
}
std::string render(const Texts& texts, const char* data) {
  const auto templates = load(texts);
  if (!templates) return templates.faults().to_string();
  return templates->render("t", boost::json::parse(data));
}

TEST(Templates, EscapesUnlessToldOtherwise) {
  EXPECT_EQ(render({{"t", "{{a}}|{{{a}}}|{{&a}}"}}, R"({"a": "<b>\"&'"})"),
            "&lt;b&gt;&quot;&amp;&apos;|<b>\"&'|<b>\"&'");
}

TEST(Templates, KnowsWhatIsFalse) {
  const Texts texts = {{"t", "{{#a}}yes{{/a}}{{^a}}no{{/a}}"}};
  for (const char* data :
       {"{}", R"({"a": null})", R"({"a": false})", R"({"a": ""})", R"({"a": []})"}) {
    EXPECT_EQ(render(texts, data), "no") << data;
  }
  for (const char* data :
       {R"({"a": true})", R"({"a": 0})", R"({"a": "x"})", R"({"a": {}})", R"({"a": [0]})"}) {
    EXPECT_EQ(render(texts, data), "yes") << data;
  }
}

TEST(Templates, PrintsNumbersAsTextAndNoDoubles) {
  EXPECT_EQ(render({{"t", "{{a}} {{b}} {{c}}"}}, R"({"a": -12, "b": 18446744073709551615})"),
            "-12 18446744073709551615 ");
  EXPECT_THROW(render({{"t", "{{a}}"}}, R"({"a": 1.10})"), std::invalid_argument);
}

TEST(Templates, WalksListsObjectsAndPartials) {
  const Texts texts = {{"t", "{{#list}}{{>item}};{{/list}}"}, {"item", "{{name}}:{{x.y}}{{.}}\n"}};
  EXPECT_EQ(render(texts, R"({"x": {"y": 1}, "list": [{"name": "a"}, {"name": "b"}]})"),
            "a:1;b:1;");
}

TEST(Templates, SaysWhereATemplateIsWrong) {
  const auto templates = load({{"a", "一\n二{{#x}}\n"},
                               {"b", "\n\n{{>nowhere}}"},
                               {"c", "{{>d}}"},
                               {"d", "\n{{>c}}"},
                               {"e", "{{=<% %>=}}"},
                               {"f", "x\n{{asset base.css}}"},
                               {"g", "{{open"},
                               {"h", "{{>b}}"},
                               {"i", "{{{asset x}}}"}});
  ASSERT_FALSE(templates.ok());
  const auto has = [&templates](std::string_view code, std::string_view file, int line) {
    for (const base::Fault& fault : templates.faults()) {
      if (fault.code == code && fault.file == file && fault.line == line) return true;
    }
    return false;
  };
  EXPECT_TRUE(has("template.syntax", "a", 2)) << templates.faults().to_string();
  EXPECT_TRUE(has("template.no_partial", "b", 3));
  EXPECT_TRUE(has("template.contains_itself", "d", 2));
  EXPECT_TRUE(has("template.contains_itself", "c", 1));
  EXPECT_TRUE(has("template.delimiters", "e", 1));
  EXPECT_TRUE(has("template.no_asset", "f", 2));
  EXPECT_TRUE(has("template.syntax", "g", 1));
  EXPECT_TRUE(has("template.syntax", "i", 1));
  EXPECT_EQ(templates.faults().size(), 8U) << "b's fault is told once, though h contains b";
}

TEST(Templates, SectionsEndInTheTemplateWhereTheyBegin) {
  const auto templates = load({{"a", "{{#x}}{{>b}}"}, {"b", "{{/x}}"}});
  ASSERT_FALSE(templates.ok());
  EXPECT_EQ(templates.faults().size(), 2U);
}

class PageTest : public testing::Test {
 protected:
  PageTest() : templates_(make()) {}
  Templates make() {
    files_.add(embedded::test_files());
    auto loaded =
        Templates::load({embedded::test_templates()},
                        {.asset = [this](std::string_view name) { return files_.url(name); }});
    if (!loaded) throw std::runtime_error(loaded.faults().to_string());
    return std::move(loaded).value();
  }

  StaticFiles files_;
  Templates templates_;
  boost::json::value data_ = boost::json::parse(
      R"({"title": "可以参加", "sentence": "可以，但要先做 1 件事 <ok>",
          "duties": [{"who": "您", "does": "报批", "due": "11 月 26 日"},
                     {"who": "单位", "does": "登记", "due": ""}]})");
};

TEST_F(PageTest, StandsInTheLayout) {
  const std::string page = templates_.page("verdict", data_);
  EXPECT_NE(page.find("<title>可以参加</title>"), std::string::npos);
  EXPECT_NE(page.find("href=\"" + files_.url("page.css") + "\""), std::string::npos);
  EXPECT_NE(page.find("<h1>可以，但要先做 1 件事 &lt;ok&gt;</h1>"), std::string::npos);
  EXPECT_NE(page.find("<li>您：报批（11 月 26 日）</li>"), std::string::npos);
  EXPECT_NE(page.find("<li>单位：登记</li>"), std::string::npos);
  EXPECT_EQ(page.find("没有要做的事"), std::string::npos);
  EXPECT_THROW(templates_.page("nowhere", data_), std::logic_error);
}

TEST_F(PageTest, IsTheSameFromEveryThread) {
  const std::string expected = templates_.page("verdict", data_);
  std::array<int, 4> same{};
  std::vector<std::thread> threads;
  for (int& count : same) {
    threads.emplace_back([this, &count, &expected] {
      for (int i = 0; i < 200; ++i) count += templates_.page("verdict", data_) == expected ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : same) EXPECT_EQ(count, 200);
}

}  // namespace
}  // namespace qinqing::http
