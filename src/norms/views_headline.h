// The verdict as one sentence that a person can repeat (docs: plain Chinese, the verdict first).
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <string>
#include <vector>

#include "norms/norms.h"

namespace qinqing::norms {

// 可以。… / 可以，但要做两件事：… / 不可以。… / 清单没有写到这种情形：…。请先问…
std::string headline(const Check& check);

// The sentence cut where it may break across lines: after ，：；。
std::vector<std::string> phrases(std::string_view sentence);

// The facts given as unknown on which the answer depends; empty where it does not.
std::vector<Index> deciding_unknown(const Judgement& judgement);

// 事前, 当天 or 事后.
std::string duty_time(const Pack& pack, const DutyResult& duty, const Situation& situation);

}  // namespace qinqing::norms
