#include "casework/field_values.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/json.h"
#include "casework/procedure_load.h"

namespace qinqing::casework {
namespace {

class FieldValuesTest : public testing::Test {
 protected:
  FieldValuesTest()
      : version_(
            load_procedure(std::filesystem::path(QINQING_TESTDATA) / "invented/bicycle.yaml", {})
                .value()) {}

  base::Result<FieldValues> read(std::string_view given,
                                 base::Scalars scalars = base::Scalars::typed) {
    return read_fields(version_.procedure, *version_.procedure.transition("lend"),
                       base::parse_json(given).value(), "/given", scalars);
  }

  Version version_;
};

TEST_F(FieldValuesTest, KeepsPersonalWordsApart) {
  const auto values = read(R"({"lock":7,"paid":"12.50","colour":"red","until":"2026-11-30",)"
                           R"("helmet":true,"remark":"  王某\n借 "})");
  ASSERT_TRUE(values) << values.faults().to_string();
  EXPECT_EQ(values->text("remark"), "王某\n借");
  EXPECT_FALSE(values->plain.contains("remark"));
  EXPECT_EQ(values->plain.size(), 5U);
  EXPECT_EQ(values->find("lock")->get_int64(), 7);
  EXPECT_TRUE(values->find("helmet")->get_bool());
  EXPECT_EQ(values->text("paid"), "12.50");
  EXPECT_EQ(values->find("nothing"), nullptr);
}

TEST_F(FieldValuesTest, AFormGivesTheSameValues) {
  const auto form = read(R"({"lock":"7","paid":" 12.50 ","colour":"","until":"2026-11-30",)"
                         R"("helmet":"true","remark":""})",
                         base::Scalars::text);
  ASSERT_TRUE(form) << form.faults().to_string();
  const auto json = read(R"({"lock":7,"paid":"12.50","until":"2026-11-30","helmet":true})");
  EXPECT_EQ(form->plain, json->plain);
  EXPECT_TRUE(form->personal.empty());
}

struct Bad {
  const char* given;
  const char* code;
  const char* pointer;
};

TEST_F(FieldValuesTest, WhatIsWrongIsNamedByField) {
  const Bad bads[] = {
      {"null", "missing", "/given/lock"},
      {"{}", "missing", "/given/lock"},
      {R"({"lock":null})", "missing", "/given/lock"},
      {"[]", "type", "/given"},
      {R"({"lock":"7"})", "type", "/given/lock"},
      {R"({"lock":7.0})", "type", "/given/lock"},
      {R"({"lock":-1})", "value", "/given/lock"},
      {R"({"lock":1000000001})", "value", "/given/lock"},
      {R"({"lock":18446744073709551615})", "value", "/given/lock"},
      {R"({"lock":1,"key":"x"})", "unknown_key", "/given/key"},
      {R"({"lock":1,"paid":12.5})", "type", "/given/paid"},
      {R"({"lock":1,"paid":"12.505"})", "value", "/given/paid"},
      {R"({"lock":1,"paid":"-1"})", "value", "/given/paid"},
      {R"({"lock":1,"paid":"1e3"})", "value", "/given/paid"},
      {R"({"lock":1,"colour":"green"})", "value", "/given/colour"},
      {R"({"lock":1,"until":"2026-02-29"})", "value", "/given/until"},
      {R"({"lock":1,"helmet":"true"})", "type", "/given/helmet"},
      {R"({"lock":1,"remark":"一二三四五六"})", "too_long", "/given/remark"},
      {R"({"lock":1,"remark":"a\u0000b"})", "value", "/given/remark"},
      {R"({"lock":1,"remark":7})", "type", "/given/remark"},
  };
  for (const Bad& bad : bads) {
    const auto values = read(bad.given);
    ASSERT_FALSE(values) << bad.given;
    ASSERT_EQ(values.faults().size(), 1U) << bad.given << values.faults().to_string();
    EXPECT_EQ(values.faults()[0].code, bad.code) << bad.given;
    EXPECT_EQ(values.faults()[0].pointer, bad.pointer) << bad.given;
  }
}

TEST_F(FieldValuesTest, EveryFaultIsNamedAndNoneRepeatsAValue) {
  const auto values = read(R"({"paid":"一百","colour":"secret-colour","until":"someday"})");
  ASSERT_FALSE(values);
  EXPECT_EQ(values.faults().size(), 4U);
  EXPECT_EQ(values.faults().to_string().find("secret"), std::string::npos);
}

TEST_F(FieldValuesTest, FiveCharactersAreFiveWhateverTheirBytes) {
  EXPECT_TRUE(read(R"({"lock":1,"remark":"一二三四𝒜"})"));
}

}  // namespace
}  // namespace qinqing::casework
