#include "store/testing/databases.h"

#include <cstdlib>
#include <stdexcept>

namespace qinqing::store::testing {

DatabaseTest::DatabaseTest() {
  std::string pattern = "/tmp/qinqing-store-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
  folder_ = pattern;
  url_ = GetParam() == Dialect::sqlite ? "sqlite:" + (folder_ / "test.db").string()
                                       : Postgresql::shared().make_database();
}

DatabaseTest::~DatabaseTest() {
  database_.reset();
  std::error_code ec;
  std::filesystem::remove_all(folder_, ec);
}

Database& DatabaseTest::open(std::vector<Schema> schemas, DatabaseOptions options) {
  database_.reset();
  options.url = url_;
  options.clock = &clock_;
  options.random = &random_;
  options.schemas = std::move(schemas);
  auto opened = Database::open(std::move(options));
  if (!opened) throw std::runtime_error(opened.faults().to_string());
  database_ = std::move(opened).value();
  return *database_;
}

}  // namespace qinqing::store::testing
