#include "composite/method.h"

#include <filesystem>

namespace qinqing::composite {
namespace {

const boost::json::array* steps_of(const base::Document& document) {
  const auto* object = document.value.if_object();
  const auto* steps = object ? object->if_contains("steps") : nullptr;
  return steps ? steps->if_array() : nullptr;
}

std::string_view step_name(const boost::json::value& step) {
  const auto* object = step.if_object();
  const auto* name = object ? object->if_contains("step") : nullptr;
  return name && name->is_string() ? std::string_view(name->get_string()) : std::string_view();
}

}  // namespace

base::Result<Method> read_method(std::string_view text, const std::string& file, FileReader files) {
  auto document = base::parse_yaml(text, file);
  if (!document) return document.faults();
  return read_method(std::move(document).value(), std::move(files));
}

base::Result<Method> read_method(base::Document document, FileReader files) {
  base::Faults faults;
  Fields fields(document.value, "", faults);
  fields.whole("format", 1, 1, 1);
  fields.text("title");
  fields.text("note");
  fields.find("steps");
  fields.done();
  const auto* steps = steps_of(document);
  if (!steps || steps->empty()) {
    fields.fault("missing", "steps", "应为一串步骤", "至少要有 {step: aggregate}");
  } else {
    for (std::size_t i = 0; i + 1 < steps->size(); ++i)
      if (step_name((*steps)[i]) == "aggregate")
        faults.add("value", base::pointer_to("/steps", i), "合成之后还有步骤",
                   "aggregate 放在最后，只写一次");
    if (step_name(steps->back()) != "aggregate")
      faults.add("missing", "/steps", "最后一步不是 aggregate", "补上 {step: aggregate}");
  }
  if (!faults.empty()) return document.place(faults);
  return Method{std::move(document), std::move(files)};
}

base::Result<Method> load_method(const std::string& path) {
  auto text = base::read_file(path);
  if (!text) return text.faults();
  const auto folder = std::filesystem::path(path).parent_path();
  return read_method(*text, path, [folder](const std::string& name) {
    const std::filesystem::path relative(name);
    for (const auto& part : relative)
      if (part == ".." || relative.is_absolute())
        return base::Result<std::string>(
            base::Fault{"value", "", "文件“" + name + "”不在方法文件的文件夹里", "", name, 0});
    return base::read_file(folder / relative);
  });
}

base::Result<Pipeline> compile(const Method& method, const Framework& framework,
                               const Table& table) {
  const Site site{framework, table, method.files};
  Pipeline pipeline;
  base::Faults faults;
  const auto& steps = *steps_of(method.document);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto step = compile_step(steps[i], base::pointer_to("/steps", i), site);
    if (step)
      pipeline.steps.push_back(std::move(step).value());
    else
      for (const base::Fault& fault : step.faults())
        faults.append(fault.file.empty() ? method.document.place(base::Faults(fault))
                                         : base::Faults(fault));
  }
  if (!faults.empty()) return faults;
  return pipeline;
}

}  // namespace qinqing::composite
