#include "http/markdown.h"

#include <gtest/gtest.h>

#include <string>

namespace qinqing::http {
namespace {

TEST(Markdown, PrintsParagraphsListsAndTables) {
  EXPECT_EQ(markdown_html("不得**收受**礼品。\n\n- 一\n- 二\n"),
            "<p>不得<strong>收受</strong>礼品。</p>\n<ul>\n<li>一</li>\n<li>二</li>\n</ul>\n");
  EXPECT_NE(markdown_html("|a|b|\n|---|---|\n|1|2|\n").find("<td>1</td>"), std::string::npos);
}

TEST(Markdown, ShowsHtmlInsteadOfRunningIt) {
  EXPECT_EQ(markdown_html("a <script>alert(1)</script>"),
            "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  EXPECT_EQ(markdown_html("<div onclick=\"x\">"), "<p>&lt;div onclick=&quot;x&quot;&gt;</p>\n");
}

TEST(Markdown, LinksLeadOnlyWhereTheySeemTo) {
  const auto links_to = [](const std::string& url) {
    const std::string html = markdown_html("[x](" + url + ")");
    const std::size_t from = html.find("href=\"") + 6;
    return html.substr(from, html.find('"', from) - from);
  };
  EXPECT_EQ(links_to("https://a.example/?b=c:d"), "https://a.example/?b=c:d");
  EXPECT_EQ(links_to("/lists#neg-2"), "/lists#neg-2");
  EXPECT_EQ(links_to("mailto:a@b.example"), "mailto:a@b.example");
  EXPECT_EQ(links_to("javascript:alert(1)"), "#");
  EXPECT_EQ(links_to("JaVaScRiPt:alert(1)"), "#");
  EXPECT_EQ(links_to("javascript&#58;alert(1)"), "#");
  EXPECT_EQ(links_to("data:text/html,x"), "#");
  EXPECT_NE(markdown_html("![x](data:image/svg+xml,x)").find("src=\"#\""), std::string::npos);
}

TEST(Markdown, ReadsNoFurtherThanItsText) {
  const std::string text = "abc";
  EXPECT_EQ(markdown_html(std::string_view(text).substr(0, 2)), "<p>ab</p>\n");
  EXPECT_EQ(markdown_html(""), "");
  EXPECT_EQ(markdown_html("x[](:["), "<p>x[](:[</p>\n");
}

}  // namespace
}  // namespace qinqing::http
