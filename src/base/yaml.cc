#include "base/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "base/text.h"

namespace qinqing::base {

namespace json = boost::json;

namespace {

constexpr std::size_t kDepthMax = 32;

// Thrown through yaml-cpp to end its reading; the fault is already noted.
struct Stop {};

int line_of(const YAML::Mark& mark) {
  return mark.line + 1;
}

// Builds the value from the parser's events, which still know what a node tree forgets: every key,
// also the second of its name, and whether an anchor, an alias or a tag was written.
class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(Document& document) : document_(document) {}

  Faults& faults() { return faults_; }
  int last_scalar_line() const { return last_scalar_line_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) {
      fault("multiple_documents", "", line_of(mark), "一个文件里写了不止一份文档",
            "去掉多余的“---”");
      throw Stop();
    }
    document_.lines[""] = line_of(mark);
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_properties(mark, "?", anchor);
    if (!wants_key()) return add(nullptr, mark);
    fault("type", here(), line_of(mark), "键不能空着", "");
    skip_key();
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    fault("alias", here(), line_of(mark), "不能用“*”引用别处的内容", "把内容写全");
    if (wants_key())
      skip_key();
    else
      add(nullptr, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_properties(mark, tag, anchor);
    last_scalar_line_ = line_of(mark);
    if (wants_key())
      take_key(value, mark);
    else
      add(json::string(value), mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(json::array(), mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(json::object(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    json::value container;
    std::string pointer;
    std::string key;
    bool key_taken = false;  // in an object: the next event is the value of `key`
    bool skipped = false;    // … which goes nowhere, since the key was refused
  };

  bool wants_key() const {
    return !frames_.empty() && frames_.back().container.is_object() && !frames_.back().key_taken;
  }

  // The pointer of what comes next: a member's value, an array's next element, or the whole.
  std::string here() const {
    if (frames_.empty()) return "";
    const Frame& frame = frames_.back();
    if (const json::array* array = frame.container.if_array())
      return pointer_to(frame.pointer, array->size());
    return frame.key_taken ? pointer_to(frame.pointer, frame.key) : frame.pointer;
  }

  void take_key(const std::string& key, const YAML::Mark& mark) {
    Frame& frame = frames_.back();
    frame.key = key;
    frame.key_taken = true;
    const std::string pointer = pointer_to(frame.pointer, key);
    const int first_line = document_.lines.emplace(pointer, line_of(mark)).first->second;
    frame.skipped = frame.container.get_object().contains(key);
    if (frame.skipped)
      fault("duplicate_key", pointer, line_of(mark), "键“" + key + "”重复",
            "第 " + std::to_string(first_line) + " 行已经写过");
  }

  void skip_key() {
    frames_.back().key_taken = true;
    frames_.back().skipped = true;
    frames_.back().key.clear();
  }

  void open(json::value container, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_properties(mark, tag, anchor);
    if (wants_key()) {
      fault("type", here(), line_of(mark), "键应为一个词，不能是列表或一组键值", "");
      throw Stop();
    }
    std::string pointer = here();
    if (frames_.size() >= kDepthMax) {
      fault("too_deep", pointer, line_of(mark), "嵌套超过 " + std::to_string(kDepthMax) + " 层",
            "");
      throw Stop();
    }
    document_.lines.emplace(pointer, line_of(mark));
    frames_.push_back(Frame{std::move(container), std::move(pointer), {}});
  }

  void close() {
    json::value done = std::move(frames_.back().container);
    frames_.pop_back();
    put(std::move(done));
  }

  void add(json::value value, const YAML::Mark& mark) {
    document_.lines.emplace(here(), line_of(mark));
    put(std::move(value));
  }

  void put(json::value value) {
    if (frames_.empty()) {
      document_.value = std::move(value);
      return;
    }
    Frame& frame = frames_.back();
    if (json::array* array = frame.container.if_array()) {
      array->push_back(std::move(value));
      return;
    }
    if (!frame.skipped) frame.container.get_object()[frame.key] = std::move(value);
    frame.key_taken = false;
    frame.skipped = false;
  }

  // yaml-cpp gives a plain scalar and every collection the tag "?", a quoted scalar "!".
  void refuse_properties(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (tag != "?" && tag != "!" && !tag.empty())
      fault("tag", here(), line_of(mark), "不能用“!”标注类型", "去掉标注，只写内容");
    if (anchor != YAML::NullAnchor)
      fault("anchor", here(), line_of(mark), "不能用“&”给内容起名", "去掉“&”和后面的名字");
  }

  void fault(std::string code, std::string pointer, int line, std::string what, std::string right) {
    faults_.add(Fault{std::move(code), std::move(pointer), std::move(what), std::move(right),
                      document_.file, line});
  }

  Document& document_;
  Faults faults_;
  std::vector<Frame> frames_;
  bool started_ = false;
  int last_scalar_line_ = 0;
};

// Hands the text's events to `builder` until the end or until it has had enough.
void feed(std::string_view text, Builder& builder) {
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  try {
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    return;
  }
}

// yaml-cpp takes a quote that is never closed as closed by the end of the file if a line end stands
// before it: everything below the slip would silently become one text. Without the last line end it
// notices.
bool last_quote_is_open(std::string_view text) {
  if (text.find_first_of("'\"") == std::string_view::npos) return false;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.remove_suffix(1);
  Document ignored;
  Builder builder(ignored);
  try {
    feed(text, builder);
  } catch (const YAML::Exception& error) {
    return error.msg == YAML::ErrorMsg::EOF_IN_SCALAR;
  }
  return false;
}

// What yaml-cpp says, in the words of people who edit these files; "" where it is not one of the
// mistakes they make.
std::string hint_for(const std::string& message) {
  // The library's messages are not constant expressions.
  static const std::array<std::pair<std::string_view, std::string_view>, 12> hints = {{
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "缩进应用空格，不能用制表符"},
      {YAML::ErrorMsg::MAP_VALUE, "这里不应有冒号；文字里有“: ”时应整个写在引号里"},
      {YAML::ErrorMsg::MAP_KEY, "这里不应有键，检查缩进"},
      {YAML::ErrorMsg::END_OF_MAP, "检查缩进：同一组键应左对齐，冒号后应有空格"},
      {YAML::ErrorMsg::END_OF_SEQ, "检查缩进：同一列表的“- ”应左对齐"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "缺少“}”"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "缺少“]”"},
      {YAML::ErrorMsg::FLOW_END, "多了“}”或“]”"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "这里不应有“- ”，检查缩进"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "缺少结束的引号"},
      {YAML::ErrorMsg::DOC_IN_SCALAR, "缺少结束的引号"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "这个符号开头的文字应写在引号里"},
  }};
  const auto* const hint = std::find_if(hints.begin(), hints.end(), [&](const auto& entry) {
    return message.find(entry.first) != std::string::npos;
  });
  return hint == hints.end() ? "" : std::string(hint->second);
}

Fault syntax_fault(const std::string& file, const YAML::Exception& error) {
  if (error.mark.is_null())
    return Fault{"syntax", "", "不合 YAML 的格式", hint_for(error.msg), file, 0};
  return Fault{"syntax",
               "",
               "第 " + std::to_string(error.mark.line + 1) + " 行第 " +
                   std::to_string(error.mark.column + 1) + " 列不合 YAML 的格式",
               hint_for(error.msg),
               file,
               line_of(error.mark)};
}

std::string trim_blank_lines(std::string_view text) {
  std::string body;
  body.reserve(text.size());
  for (const char c : text)
    if (c != '\r') body += c;
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n'; };
  while (!body.empty() && is_space(body.back())) body.pop_back();
  // Only whole blank lines go: the first line may be indented on purpose.
  const std::size_t text_begin = body.find_first_not_of(" \t\n");
  if (text_begin == std::string::npos) return "";
  const std::size_t newline = body.rfind('\n', text_begin);
  return newline == std::string::npos ? body : body.substr(newline + 1);
}

// The line that begins at `offset`, without its end.
std::string_view line_at(std::string_view text, std::size_t offset) {
  std::string_view line = text.substr(offset, text.find('\n', offset) - offset);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

std::size_t next_line(std::string_view text, std::size_t offset) {
  const std::size_t newline = text.find('\n', offset);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

}  // namespace

Faults Document::place(const Faults& faults) const {
  Faults placed;
  for (const Fault& fault : faults) {
    Fault copy = fault;
    copy.file = file;
    std::string pointer = copy.pointer;
    auto found = lines.find(pointer);
    while (found == lines.end() && !pointer.empty()) {
      const std::size_t slash = pointer.rfind('/');
      pointer.resize(slash == std::string::npos ? 0 : slash);
      found = lines.find(pointer);
    }
    if (found != lines.end()) copy.line = found->second;
    placed.add(std::move(copy));
  }
  return placed;
}

Result<Document> parse_yaml(std::string_view text, std::string file) {
  Document document;
  document.file = std::move(file);
  text = without_byte_order_mark(text);
  if (const auto offset = first_invalid_utf8(text))
    return Fault{"not_utf8",        "",
                 "不是 UTF-8 编码", "另存为 UTF-8",
                 document.file,     text_place(text, *offset).line};
  document.lines[""] = 1;
  Builder builder(document);
  try {
    feed(text, builder);
  } catch (const YAML::Exception& error) {
    builder.faults().add(syntax_fault(document.file, error));
  }
  if (builder.faults().empty() && last_quote_is_open(text))
    builder.faults().add(Fault{"syntax", "", "引号没有结束，后面的内容全被当成了一段文字",
                               "缺少结束的引号", document.file, builder.last_scalar_line()});
  if (!builder.faults().empty()) return builder.faults();
  return document;
}

Result<Document> load_yaml(const std::filesystem::path& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.faults();
  return parse_yaml(*text, path.string());
}

Result<FrontMatter> parse_front_matter(std::string_view text, std::string file) {
  text = without_byte_order_mark(text);
  if (line_at(text, 0) != "---")
    return Fault{"front_matter", "", "文件应以单独一行“---”开头", "", std::move(file), 1};
  const std::size_t head_begin = next_line(text, 0);
  std::size_t end = head_begin;
  while (end < text.size() && line_at(text, end) != "---") end = next_line(text, end);
  if (end >= text.size())
    return Fault{"front_matter", "", "开头的说明缺少结束的“---”", "", std::move(file), 1};
  // The newline stands for the first “---”, so that lines keep their numbers.
  Result<Document> head =
      parse_yaml('\n' + std::string(text.substr(head_begin, end - head_begin)), file);
  if (!head) return head.faults();
  if (const auto offset = first_invalid_utf8(text))
    return Fault{"not_utf8",        "",
                 "不是 UTF-8 编码", "另存为 UTF-8",
                 std::move(file),   text_place(text, *offset).line};
  return FrontMatter{std::move(head).value(), trim_blank_lines(text.substr(next_line(text, end)))};
}

Result<FrontMatter> load_front_matter(const std::filesystem::path& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.faults();
  return parse_front_matter(*text, path.string());
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code error;
  std::ifstream stream(path, std::ios::binary);
  std::string bytes;
  if (stream && !std::filesystem::is_directory(path, error))
    bytes.assign(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  else
    stream.setstate(std::ios::badbit);
  if (stream.bad()) return Fault{"unreadable", "", "文件读不了", "", path.string(), 0};
  return bytes;
}

}  // namespace qinqing::base
