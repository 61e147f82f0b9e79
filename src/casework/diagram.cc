#include "casework/diagram.h"

#include <vector>

namespace qinqing::casework {
namespace {

// Mermaid ends a label at a colon or a semicolon, Markdown a cell at a bar.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ':')
      out += "：";
    else if (c == ';')
      out += "；";
    else if (c == '"')
      out += '\'';
    else if (c == '|')
      out += '/';
    else if (c == '\n')
      out += ' ';
    else
      out += c;
  }
  return out;
}

class Drawing {
 public:
  Drawing(const Procedure& procedure, const RoleName& role_name)
      : procedure_(procedure), role_name_(role_name) {}

  std::string draw() {
    heading();
    chart();
    states();
    transitions();
    deadlines();
    fields();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + '\n'; }

  std::string role(std::string_view id) const {
    const Party* party = procedure_.party(id);
    return party != nullptr ? plain(party->label) : plain(role_name_(id));
  }
  std::string state(std::string_view id) const { return plain(procedure_.state(id)->label); }
  std::string step(std::string_view id) const { return plain(procedure_.transition(id)->label); }

  template <class Name>
  static std::string list(const std::vector<std::string>& ids, Name name) {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "" : "、") + name(id);
    return out;
  }
  static std::string names(const std::vector<std::string>& ids) {
    return list(ids, [](const std::string& id) { return "`" + id + "`"; });
  }
  auto role_names() const {
    return [this](const std::string& id) { return role(id); };
  }
  auto state_names() const {
    return [this](const std::string& id) { return state(id); };
  }
  auto step_names() const {
    return [this](const std::string& id) { return step(id); };
  }

  std::string who(const Transition& t) const {
    return t.is_automatic() ? "自动" : list(t.by, role_names());
  }

  void heading() {
    line("# " + plain(procedure_.title));
    line("");
    line("由 `qinqing procedure show` 从程序文件 `" + procedure_.id + ".yaml` 生成，不要手改。");
    line("");
    line(plain(procedure_.basis));
    line("");
    if (procedure_.number) line("编号：" + plain(*procedure_.number) + "\n");
  }

  void chart() {
    line("```mermaid");
    line("stateDiagram-v2");
    for (const State& s : procedure_.states) line("  state \"" + plain(s.label) + "\" as " + s.id);
    line("  [*] --> " + procedure_.start);
    for (const Transition& t : procedure_.transitions)
      for (const std::string& from : t.from)
        line("  " + from + " --> " + t.to.value_or(from) + " : " + plain(t.label) + "（" + who(t) +
             "）");
    for (const State& s : procedure_.states)
      if (s.is_final()) line("  " + s.id + " --> [*]");
    line("```");
    line("");
  }

  void states() {
    line("## 状态\n\n| 状态 | 说明 |\n|---|---|");
    for (const State& s : procedure_.states)
      line("| " + plain(s.label) + (s.is_final() ? "（结束）" : "") + " `" + s.id + "` | " +
           plain(s.hint.value_or("")) + " |");
    line("");
  }

  void transitions() {
    line("## 步骤\n\n| 步骤 | 从 | 到 | 谁 | 要填 | 条件 | 效果 |\n|---|---|---|---|---|---|---|");
    for (const Transition& t : procedure_.transitions)
      line("| " + plain(t.label) + " `" + t.id + "` | " + list(t.from, state_names()) + " | " +
           (t.to ? state(*t.to) : "不变") + " | " + who(t) + " | " +
           list(t.fields,
                [this](const std::string& id) { return plain(procedure_.field(id)->label); }) +
           " | " + names(t.guards) + " | " + names(t.effects) + " |");
    line("");
  }

  std::string start_of(const Deadline& d) const {
    return d.starts.state ? "进入“" + state(*d.starts.state) + "”"
                          : "“" + step(*d.starts.transition) + "”以后";
  }

  void deadlines() {
    if (procedure_.deadlines.empty()) return;
    line("## 期限\n\n| 期限 | 谁欠 | 何时开始 | 从哪天算 | 多久 | 怎样算做到 | 何时暂停 | 依据 |");
    line("|---|---|---|---|---|---|---|---|");
    for (const Deadline& d : procedure_.deadlines)
      line("| " + plain(d.label) + " `" + d.id + "` | " + role(d.owed_by) + " | " + start_of(d) +
           (d.when.empty() ? "" : "，且 " + names(d.when)) + " | " +
           (d.anchor == kStartAnchor ? "开始那天" : "`" + d.anchor + "`") + " | " +
           d.counted().to_chinese() +
           (d.warning() ? "（" + d.warning()->to_chinese() + "提醒）" : "") + " | " +
           list(d.met_by, step_names()) + " | " + list(d.pauses, state_names()) + " | " +
           (d.basis ? plain(*d.basis) : "本单位自定") + " |");
    line("");
  }

  static std::string_view type_name(FieldType type) {
    switch (type) {
      case FieldType::text:
        return "文字";
      case FieldType::date:
        return "日期";
      case FieldType::money:
        return "金额";
      case FieldType::count:
        return "个数";
      case FieldType::boolean:
        return "是或否";
      case FieldType::choice:
        return "选择";
    }
    return "";
  }

  std::string kind_of(const Field& f) const {
    std::string out(type_name(f.type));
    for (const Choice& c : f.choices)
      out += (&c == &f.choices.front() ? "：" : "、") + plain(c.label);
    if (f.max) out += "，最多 " + std::to_string(*f.max) + " 字";
    return out;
  }

  void fields() {
    if (procedure_.fields.empty()) return;
    line("## 字段\n\n| 字段 | 填什么 | 必填 | 个人信息 |\n|---|---|---|---|");
    for (const Field& f : procedure_.fields)
      line("| " + plain(f.label) + " `" + f.id + "` | " + kind_of(f) + " | " +
           (f.required.value_or(false) ? "是" : "") + " | " +
           (f.personal.value_or(false) ? "是" : "") + " |");
  }

  const Procedure& procedure_;
  const RoleName& role_name_;
  std::string out_;
};

}  // namespace

std::string diagram(const Procedure& procedure, const RoleName& role_name) {
  return Drawing(procedure, role_name).draw();
}

}  // namespace qinqing::casework
