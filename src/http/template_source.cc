#include "http/template_source.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "http/ascii.h"

namespace qinqing::http {

void TemplateSources::add(std::string_view name, std::string_view text, base::Faults& faults) {
  if (name.ends_with(".mustache")) name.remove_suffix(std::string_view(".mustache").size());
  if (!texts_.emplace(name, text).second) {
    complain("template.twice", std::string(name), 0, "有两个同名的模板", faults);
  }
}

std::string TemplateSources::expand(const std::string& name, base::Faults& faults) {
  std::string out;
  put_in(name, out, faults);
  return out;
}

void TemplateSources::put_in(const std::string& name, std::string& out, base::Faults& faults) {
  open_.push_back(name);
  const std::string_view text = texts_.at(name);
  std::size_t from = 0;
  while (true) {
    const std::size_t open = text.find("{{", from);
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) break;
    out += text.substr(from, open - from);
    put_tag(name, open, text.substr(open, close + 2 - open), out, faults);
    from = close + 2;
  }
  out += text.substr(from);
  open_.pop_back();
}

// `tag` is "{{…}}"; one that is Mustache's own is left as it is.
void TemplateSources::put_tag(const std::string& name, std::size_t at, std::string_view tag,
                              std::string& out, base::Faults& faults) {
  const std::string_view inside = trim(tag.substr(2, tag.size() - 4));
  if (inside.starts_with('>')) {
    put_partial(name, at, std::string(trim(inside.substr(1))), out, faults);
  } else if (inside.starts_with("asset ")) {
    try {
      if (!asset_) throw std::logic_error("no assets");
      out += asset_(trim(inside.substr(6)));
    } catch (const std::exception&) {
      complain("template.no_asset", name, at, "没有静态文件 " + std::string(trim(inside.substr(6))),
               faults);
    }
  } else if (inside.starts_with("{asset ")) {
    complain("template.syntax", name, at, "静态文件写成两层括号：{{asset 文件名}}", faults);
  } else if (inside.starts_with('=')) {
    complain("template.delimiters", name, at, "模板不能更换分隔符", faults);
  } else {
    out += tag;
  }
}

void TemplateSources::put_partial(const std::string& name, std::size_t at,
                                  const std::string& partial, std::string& out,
                                  base::Faults& faults) {
  if (!texts_.contains(partial)) {
    complain("template.no_partial", name, at, "没有模板 " + partial, faults);
  } else if (std::ranges::find(open_, partial) != open_.end()) {
    complain("template.contains_itself", name, at, "模板包含了自己：" + partial, faults);
  } else {
    put_in(partial, out, faults);
    if (out.ends_with('\n')) out.pop_back();  // the line goes on behind the tag
  }
}

void TemplateSources::complain(std::string_view code, const std::string& name, std::size_t at,
                               std::string what, base::Faults& faults) const {
  const auto text = texts_.find(name);
  base::Fault fault{std::string(code), "", std::move(what), "", name, 1};
  if (text != texts_.end()) fault.line = base::text_place(text->second, at).line;
  if (std::ranges::find(faults, fault) == faults.end()) faults.add(std::move(fault));
}

}  // namespace qinqing::http
