#include "http/openapi.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>
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

json::object named(std::string_view title, json::object properties) {
  return {{"title", title}, {"type", "object"}, {"properties", std::move(properties)}};
}

// An operation that answers with the schema.
RouteOptions answering(const json::object& schema) {
  RouteOptions options{.action = "post.read"};
  options.operation = {{"responses", {{"200", {{"content", {{"text/json", schema}}}}}}}};
  return options;
}

TEST(OpenApiSchemas, AreNamedByTheirTitles) {
  const json::object person = named("Person", {{"title", {{"type", "string"}}}});
  const json::object post = named("Post", {{"holder", person}, {"others", {{"items", person}}}});
  Router router;
  router.add(Method::get, "/a", answering(post), nothing);
  router.add(Method::get, "/b", answering(person), nothing);
  router.add(Method::get, "/c", answering(named("一个岗位", {})), nothing);
  const json::object document = openapi(router, {});
  // In whatever order the members stand; a property that is called title is none.
  const json::value& schemas = document.at("components").at("schemas");
  EXPECT_EQ(schemas.as_object().size(), 4U) << "and Fault and Problem";
  EXPECT_EQ(schemas.at("Person"),
            json::parse(R"({"type":"object","properties":{"title":{"type":"string"}}})"));
  EXPECT_EQ(schemas.at("Post"),
            json::parse(R"({"type":"object","properties":{)"
                        R"("holder":{"$ref":"#/components/schemas/Person"},)"
                        R"("others":{"items":{"$ref":"#/components/schemas/Person"}}}})"));
  const auto answer = [&](const char* path) {
    return json::serialize(
        document.at("paths").at(path).at("get").at("responses").at("200").at("content"));
  };
  EXPECT_EQ(answer("/a"), R"({"text/json":{"$ref":"#/components/schemas/Post"}})");
  EXPECT_EQ(answer("/b"), R"({"text/json":{"$ref":"#/components/schemas/Person"}})");
  EXPECT_EQ(answer("/c"), R"({"text/json":{"title":"一个岗位","type":"object","properties":{}}})")
      << "words are no name";
}

TEST(OpenApiSchemas, OneNameIsOfOneSchema) {
  Router router;
  router.add(Method::get, "/a", answering(named("Post", {})), nothing);
  router.add(Method::get, "/b", answering(named("Post", {{"id", {{"type", "string"}}}})), nothing);
  EXPECT_THROW(openapi(router, {}), std::logic_error);
}

}  // namespace
}  // namespace qinqing::http
