#include "identity/places.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace qinqing::identity {
namespace {

namespace fs = std::filesystem;

base::Date day(std::string_view text) {
  return base::Date::parse(text).value_or(base::Date());
}

// A folder of its own for each test, gone when the test is.
class PlacesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() /
        (std::string("places-") + ::testing::UnitTest::GetInstance()->current_test_info()->name() +
         "-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  base::Result<Places> load(const std::string& lines) {
    std::ofstream(folder_ / "a.yaml")
        << "source: {title: t, publisher: p, edition: 2023-06-30}\nplaces:\n"
        << lines;
    return Places::load(folder_);
  }

  // The codes of all faults, in order, each with its line.
  std::string faults(const std::string& lines) {
    const auto places = load(lines);
    if (places) return "";
    std::string told;
    for (const base::Fault& fault : places.faults())
      told += (told.empty() ? "" : " ") + fault.code + "@" + std::to_string(fault.line);
    return told;
  }

  fs::path folder_;
};

constexpr const char* kCity = "  - {id: nb, kind: city, name: 宁波市, code: 330200}\n";
constexpr const char* kDistrict =
    "  - {id: hs, parent: nb, kind: district, name: 海曙区, code: 330203}\n";

TEST_F(PlacesTest, ReadsATree) {
  const auto places = load(std::string(kCity) + kDistrict +
                           "  - {id: t1, parent: hs, kind: township, name: 南门街道, code: "
                           "330203001, from: 1999-01-01, to: 2001-12-31}\n"
                           "  - {id: z, parent: nb, kind: zone, name: 高新区}\n");
  ASSERT_TRUE(places) << places.faults().to_string();
  EXPECT_EQ(places->path("t1"), (std::vector<std::string>{"t1", "hs", "nb"}));
  EXPECT_TRUE(places->within("t1", "nb"));
  EXPECT_TRUE(places->within("nb", "nb"));
  EXPECT_FALSE(places->within("nb", "t1"));
  EXPECT_FALSE(places->within("z", "hs"));
  EXPECT_FALSE(places->within("nowhere", "nb"));
  ASSERT_EQ(places->below("nb").size(), 2U);
  EXPECT_EQ(places->below("nb")[1]->id, "z");
  EXPECT_EQ(places->below("")[0]->id, "nb");
  EXPECT_TRUE(places->find("t1")->valid_on(day("2001-12-31")));
  EXPECT_FALSE(places->find("t1")->valid_on(day("2002-01-01")));
  EXPECT_FALSE(places->find("t1")->valid_on(day("1998-12-31")));
}

TEST_F(PlacesTest, NamesEveryFaultByItsLine) {
  EXPECT_EQ(faults("  - {id: a, parent: nowhere, kind: district, name: 甲}\n"), "place.parent@3");
  EXPECT_EQ(faults(std::string(kCity) + kCity), "place.duplicate@4 place.duplicate@4");
  EXPECT_EQ(faults(std::string(kCity) +
                   "  - {id: B_1, parent: nb, kind: district, name: 甲, from: 2020-02-01, to: "
                   "2020-01-31}\n"),
            "place.id@4 place.dates@4");
  EXPECT_EQ(faults("  - {id: a, kind: city, name: \"\"}\n"), "place.name@3");
  EXPECT_EQ(faults("  - {id: a, kind: village, name: 甲}\n"), "value@3");
  EXPECT_EQ(faults("  - {id: a, kind: city, name: 甲, colour: red}\n"), "unknown_key@3");
}

TEST_F(PlacesTest, RefusesCodesThatDoNotFit) {
  const std::string city_and = kCity;
  EXPECT_EQ(faults(city_and + "  - {id: a, parent: nb, kind: district, name: 甲, code: 330103}\n"),
            "place.code@4");
  EXPECT_EQ(faults(city_and + "  - {id: a, parent: nb, kind: district, name: 甲, code: 330200}\n"),
            "place.code@4 place.duplicate@4");
  EXPECT_EQ(faults(city_and + "  - {id: a, parent: nb, kind: district, name: 甲, code: 33020A}\n"),
            "place.code@4");
  EXPECT_EQ(faults(city_and + "  - {id: a, parent: nb, kind: zone, name: 甲, code: 330271}\n"),
            "place.code@4");
  EXPECT_EQ(faults(city_and + kDistrict +
                   "  - {id: a, parent: hs, kind: township, name: 甲, code: 330203}\n"),
            "place.code@5 place.duplicate@5");
  EXPECT_EQ(faults(city_and + kDistrict +
                   "  - {id: a, parent: hs, kind: township, name: 甲, code: 330203000}\n"),
            "place.code@5");
  EXPECT_EQ(faults("  - {id: a, kind: city, name: 甲, code: 330203}\n"), "place.code@3");
}

TEST_F(PlacesTest, ACodeMayBeUsedAgainAfterItsPlaceHasEnded) {
  const std::string first =
      "  - {id: a, parent: nb, kind: district, name: 甲, code: 330204, to: 2016-10-31}\n";
  EXPECT_EQ(faults(kCity + first +
                   "  - {id: b, parent: nb, kind: district, name: 乙, code: 330204, from: "
                   "2016-11-01}\n"),
            "");
  EXPECT_EQ(faults(kCity + first +
                   "  - {id: b, parent: nb, kind: district, name: 乙, code: 330204, from: "
                   "2016-10-31}\n"),
            "place.duplicate@5");
}

TEST_F(PlacesTest, RefusesRings) {
  EXPECT_EQ(faults("  - {id: a, parent: b, kind: city, name: 甲}\n"
                   "  - {id: b, parent: a, kind: city, name: 乙}\n"),
            "place.kind@3 place.kind@4 place.cycle@3 place.cycle@4");
  EXPECT_EQ(faults("  - {id: a, parent: a, kind: city, name: 甲}\n"), "place.kind@3 place.cycle@3");
}

TEST_F(PlacesTest, RefusesAFolderWithoutPlaces) {
  EXPECT_EQ(Places::load(folder_).faults()[0].code, "place.none");
  EXPECT_EQ(Places::load(folder_ / "missing").faults()[0].code, "unreadable");
}

TEST_F(PlacesTest, FindsByNameAndInitials) {
  const auto places = load(std::string(kCity) + kDistrict +
                           "  - {id: t1, parent: hs, kind: township, name: 长街镇}\n"
                           "  - {id: t2, parent: hs, kind: township, name: 海石镇}\n");
  ASSERT_TRUE(places) << places.faults().to_string();
  const auto ids = [&](std::string_view text, std::size_t limit = 9) {
    std::string found;
    for (const Place* place : places->search(text, limit)) found += place->id + " ";
    return found;
  };
  EXPECT_EQ(ids("hs"), "hs t2 ");
  EXPECT_EQ(ids("HSQ"), "hs ");
  EXPECT_EQ(ids("cjz"), "t1 ");
  EXPECT_EQ(ids("zjz"), "t1 ");
  EXPECT_EQ(ids("海"), "hs t2 ");
  EXPECT_EQ(ids("海", 1), "hs ");
  EXPECT_EQ(ids("黄山"), "");  // its initials are hs, but nobody who writes 黄山 means 海曙
  EXPECT_EQ(ids(""), "");
}

// The data that is shipped: what an office sees on the first day.
TEST(NingboPlaces, AreWhole) {
  const auto places = Places::load(QINQING_SOURCE_DIR "/policy/places");
  ASSERT_TRUE(places) << places.faults().to_string();
  const auto count = [&](PlaceKind kind) {
    return std::ranges::count(places->all(), kind, &Place::kind);
  };
  EXPECT_EQ(count(PlaceKind::city), 1);
  EXPECT_EQ(count(PlaceKind::district), 10);
  EXPECT_EQ(count(PlaceKind::township), 156);
  EXPECT_EQ(count(PlaceKind::community), 3015);
  EXPECT_EQ(count(PlaceKind::zone), 12);
  EXPECT_EQ(places->find("nb-330203005")->name, "鼓楼街道");
  EXPECT_TRUE(places->within("nb-330203005001", "nb-haishu"));
  EXPECT_FALSE(places->find("nb-zone-qianwan")->code);
}

}  // namespace
}  // namespace qinqing::identity
