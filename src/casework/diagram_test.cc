#include "casework/diagram.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/yaml.h"
#include "casework/procedure_load.h"
#include "casework/roles.h"

namespace qinqing::casework {
namespace {

namespace fs = std::filesystem;

std::string keeper(std::string_view role) {
  return role == "unit_admin" ? "管理员" : std::string(role);
}

std::string bicycle() {
  const auto version = load_procedure(fs::path(QINQING_TESTDATA) / "invented/bicycle.yaml", {});
  return diagram(version->procedure, keeper);
}

TEST(Diagram, DrawsEveryArrow) {
  const std::string drawn = bicycle();
  for (const char* line :
       {"  state \"在修\" as repair\n", "  [*] --> asked\n",
        "  asked --> lent : 借给他（管理员）\n", "  lent --> lent : 看见还了（见证人）\n",
        "  lent --> back : 都看见了（自动）\n", "  back --> [*]\n"})
    EXPECT_NE(drawn.find(line), std::string::npos) << line << " in\n" << drawn;
}

TEST(Diagram, TellsWhoOwesWhatByWhen) {
  const std::string drawn = bicycle();
  EXPECT_NE(drawn.find("| 还车 `bring_back` | 借车人 | 进入“借出” | 开始那天 | 5 个工作日内（前 1 "
                       "个工作日提醒） | 都看见了 | 在修 | 本单位自定 |"),
            std::string::npos)
      << drawn;
  EXPECT_NE(drawn.find("| 备注 `remark` | 文字，最多 5 字 |  | 是 |"), std::string::npos) << drawn;
}

TEST(Diagram, LabelsCannotBreakTheDrawing) {
  auto version = load_procedure(fs::path(QINQING_TESTDATA) / "invented/bicycle.yaml", {});
  version->procedure.states[0].label = "a\"b|c:d\ne;";
  const std::string drawn = diagram(version->procedure, keeper);
  EXPECT_NE(drawn.find("state \"a'b/c：d e；\" as asked\n"), std::string::npos) << drawn;
}

// docs/procedures/ is what `qinqing procedure show` prints today.
TEST(Diagram, CommittedDrawingsAreFresh) {
  const fs::path root(QINQING_SOURCE_DIR);
  for (const auto& city : fs::directory_iterator(root / "policy")) {
    if (!fs::is_directory(city.path() / "procedures")) continue;
    const auto versions = load_procedures(city.path() / "procedures", {});
    ASSERT_TRUE(versions) << versions.faults().to_string();
    for (const Version& version : *versions) {
      const fs::path file = root / "docs/procedures" / (version.procedure.id + ".md");
      const auto committed = base::read_file(file);
      ASSERT_TRUE(committed) << file << ": qinqing procedure show " << city.path();
      EXPECT_TRUE(*committed == diagram(version.procedure, role_name)) << file << " is stale";
    }
  }
}

}  // namespace
}  // namespace qinqing::casework
