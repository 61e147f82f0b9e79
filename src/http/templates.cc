#include "http/templates.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <charconv>
#include <kainjow/mustache.hpp>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "http/template_source.h"

namespace qinqing::http {
namespace {

namespace mustache = kainjow::mustache;
using Data = mustache::data;

Data convert(const boost::json::value& value);

Data convert(const boost::json::object& object) {
  Data data(Data::type::object);
  for (const auto& [key, member] : object) data[std::string(key)] = convert(member);
  return data;
}

Data convert(const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return Data(false);
    case boost::json::kind::bool_:
      return Data(value.get_bool());
    case boost::json::kind::int64:
      return Data(std::to_string(value.get_int64()));
    case boost::json::kind::uint64:
      return Data(std::to_string(value.get_uint64()));
    case boost::json::kind::double_:
      throw std::invalid_argument("a double in a template's data");
    case boost::json::kind::string: {
      const auto& text = value.get_string();
      return text.empty() ? Data(false) : Data(std::string(text));
    }
    case boost::json::kind::array: {
      Data list(Data::type::list);
      for (const auto& item : value.get_array()) list.push_back(convert(item));
      return list;
    }
    case boost::json::kind::object:
      return convert(value.get_object());
  }
  return Data(false);
}

// Mustache says `Unclosed tag at 17` (bytes); people count lines.
std::optional<base::Fault> syntax_fault(const std::string& name, std::string_view text) {
  const mustache::mustache parsed{std::string(text)};
  if (parsed.is_valid()) return std::nullopt;
  const std::string& message = parsed.error_message();
  const std::size_t digits = message.find_last_not_of("0123456789") + 1;
  std::size_t offset = 0;
  std::from_chars(message.data() + digits, message.data() + message.size(), offset);
  return base::Fault{"template.syntax",
                     "",
                     "模板的标记没有配对：" + message.substr(0, digits),
                     "",
                     name,
                     base::text_place(text, offset).line};
}

}  // namespace

struct Templates::Parsed {
  // Mustache's render is not const, because it notes what goes wrong with lambdas and partials. Our
  // data has no lambdas and no partial is left, so that it writes nothing and threads may share it.
  std::map<std::string, std::unique_ptr<mustache::mustache>, std::less<>> templates;

  std::string render(std::string_view name, const Data& data) const {
    const auto found = templates.find(name);
    if (found == templates.end()) throw std::logic_error("no template " + std::string(name));
    std::string out;
    found->second->render(data, [&out](const std::string& text) { out += text; });
    return out;
  }
};

Templates::Templates(std::unique_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;

base::Result<Templates> Templates::load(const std::vector<EmbeddedFiles>& sources,
                                        const TemplateOptions& options) {
  base::Faults faults;
  TemplateSources texts(options.asset);
  for (const EmbeddedFiles& files : sources) {
    for (const EmbeddedFile& file : files) texts.add(file.name, file.bytes, faults);
  }
  auto parsed = std::make_unique<Parsed>();
  for (const auto& [name, text] : texts.texts()) {
    if (auto fault = syntax_fault(name, text)) {
      faults.add(std::move(*fault));
      continue;
    }
    parsed->templates[name] = std::make_unique<mustache::mustache>(texts.expand(name, faults));
  }
  if (!faults.empty()) return faults;
  return Templates(std::move(parsed));
}

std::string Templates::render(std::string_view name, const boost::json::value& data) const {
  return parsed_->render(name, convert(data));
}

std::string Templates::page(std::string_view name, const boost::json::value& data) const {
  Data converted = convert(data.as_object());
  converted["content"] = Data(parsed_->render(name, converted));
  return parsed_->render("layout", converted);
}

}  // namespace qinqing::http
