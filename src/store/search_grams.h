// What a text can be found by: every character of it and every two that stand side by side, so that
// a word of two characters, as most Chinese words are, finds its texts through an index; and every
// three digits or small Latin letters, of which two are in too many texts. SQLite's own trigrams
// know nothing shorter than three.
//
// SQL has it as search_grams(words): on SQLite this function, for an fts5 table, where
// `MATCH search_grams(:words)` finds the texts that have all of them; on PostgreSQL a function of
// the schema that gives an array, for a GIN index and `@>`. A text that has all grams of what is
// looked for need not have it in one piece: that is to be looked at besides, by instr or strpos.
#pragma once

#include <string>
#include <string_view>

namespace qinqing::store {

// Each gram once, as the hexadecimal bytes of its characters: "79 e794b2 e794b2x79" of "甲y", "" of
// "".
// Pure.
std::string search_grams(std::string_view words);

}  // namespace qinqing::store
