#include "http/openapi.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>

namespace qinqing::http {
namespace {

namespace json = boost::json;

Response nothing(const Request&) {
  return {};
}

class OpenApiTest : public testing::Test {
 protected:
  OpenApiTest() {
    router_.add(Method::get, "/", {.action = "start.read"}, nothing);
    router_.add(
        Method::get, "/api/v1/packs/{pack}/clauses/{clause}",
        {.action = "clause.read",
         .operation = {{"summary", "一条"},
                       {"parameters", json::array{json::object{{"name", "clause"},
                                                               {"in", "path"},
                                                               {"required", true},
                                                               {"description", "neg-2"},
                                                               {"schema", json::object{}}}}},
                       {"responses",
                        json::object{{"200", json_answer("#/components/schemas/Clause")}}}}},
        nothing);
    router_.add(Method::post, "/api/v1/checks",
                {.action = "check.ask",
                 .operation = {{"requestBody", json_body("#/components/schemas/Ask")},
                               {"responses", json::object{}}}},
                nothing);
    router_.add(Method::get, "/api/v1/files/{name*}",
                {.action = "file.read", .operation = {{"summary", "文件"}}}, nothing);
    router_.add(Method::put, "/api/v1/files/{name*}",
                {.action = "file.read", .operation = {{"summary", "文件"}}}, nothing);
    document_ = openapi(router_, {.title = "亲清",
                                  .version = "0.1.0",
                                  .server_url = "https://q.example",
                                  .schemas = {{"Ask", json::object{{"type", "object"}}},
                                              {"Clause", json::object{{"type", "object"}}}}});
  }
  std::string at(std::string_view pointer) const {
    return json::serialize(document_.at_pointer(json::string_view(pointer)));
  }

  Router router_;
  json::value document_;
};

TEST_F(OpenApiTest, HoldsWhatTheRoutesSayAndNoMore) {
  EXPECT_EQ(at("/openapi"), "\"3.1.0\"");
  EXPECT_EQ(at("/info"), R"({"title":"亲清","version":"0.1.0"})");
  EXPECT_EQ(at("/servers"), R"([{"url":"https://q.example"}])");
  EXPECT_FALSE(document_.at("paths").as_object().contains("/")) << "a page is no operation";
  EXPECT_EQ(document_.at("paths").as_object().size(), 3U);
  EXPECT_EQ(at("/paths/~1api~1v1~1checks/post/requestBody"),
            R"({"required":true,"content":{"application/json":{"schema":)"
            R"({"$ref":"#/components/schemas/Ask"}}}})");
}

TEST_F(OpenApiTest, AddsTheParametersOfThePath) {
  const std::string clause = "/paths/~1api~1v1~1packs~1{pack}~1clauses~1{clause}/get";
  EXPECT_EQ(document_.at_pointer(clause + "/parameters").as_array().size(), 2U);
  EXPECT_EQ(at(clause + "/parameters/0/description"), "\"neg-2\"") << "the route's own is kept";
  EXPECT_EQ(at(clause + "/parameters/1"),
            R"({"name":"pack","in":"path","required":true,"schema":{"type":"string"}})");
  EXPECT_EQ(at("/paths/~1api~1v1~1files~1{name}/get/parameters/0/name"), "\"name\"");
}

TEST_F(OpenApiTest, EveryOperationHasItsOwnIdAndAProblem) {
  EXPECT_EQ(at("/paths/~1api~1v1~1checks/post/operationId"), "\"check.ask\"");
  EXPECT_EQ(at("/paths/~1api~1v1~1files~1{name}/get/operationId"), "\"get /api/v1/files/{name}\"");
  EXPECT_EQ(at("/paths/~1api~1v1~1files~1{name}/put/operationId"), "\"put /api/v1/files/{name}\"");
  EXPECT_EQ(at("/paths/~1api~1v1~1checks/post/responses/default/content"),
            R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}})");
  EXPECT_EQ(at("/components/schemas/Problem/required"), R"(["type","title","status","code"])");
  EXPECT_EQ(at("/components/schemas/Ask"), R"({"type":"object"})");
}

}  // namespace
}  // namespace qinqing::http
