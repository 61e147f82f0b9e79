// The access table. What does not stand here is not allowed.
//
// To read it: find the action, read which roles have it and which records it reaches for them. To
// change it: change a line here and the test that says why it stands (access_test.cc).
#include <array>

#include "identity/access.h"

namespace qinqing::identity {
namespace {

constexpr Roles kPublic = one(Role::public_);
constexpr Roles kEntrepreneur = one(Role::entrepreneur);
constexpr Roles kChamber = one(Role::chamber_staff);
constexpr Roles kHome = one(Role::home_staff);
constexpr Roles kOfficial = one(Role::official);
constexpr Roles kUnitAdmin = one(Role::unit_admin);
constexpr Roles kCoordinator = one(Role::coordinator);
constexpr Roles kHandler = one(Role::department_handler);
constexpr Roles kJudicial = one(Role::judicial_liaison);
constexpr Roles kInspector = one(Role::inspector);
constexpr Roles kIndexEditor = one(Role::index_editor);
constexpr Roles kSysadmin = one(Role::sysadmin);

// Those whose own contacts with enterprises are filed.
constexpr Roles kOfficials =
    kOfficial | kUnitAdmin | kCoordinator | kHandler | kJudicial | kInspector | kIndexEditor;
// Those who may be a side of a contact.
constexpr Roles kSides = kOfficials | kEntrepreneur | kChamber | kHome;
// Everybody who holds a post.
constexpr Roles kPosted = kSides | kSysadmin;
// Everybody who has signed in, with a post or without; of the public, `own` is nobody's.
constexpr Roles kSignedIn = kPosted | kPublic;

constexpr bool kNeverOwn = true;
constexpr bool kBasis = true;

constexpr std::array kActions = {
    // ---- open to all
    Action{"start.read", "看首页"},
    Action{"how.read", "看怎么判断"},
    Action{"lists.read", "看清单"},
    Action{"check.ask", "问能不能"},
    Action{"receipt.check", "核对回执"},
    Action{"pack.list", "看有哪些清单包"},
    Action{"pack.read", "看清单包"},
    Action{"clause.list", "看条款"},
    Action{"clause.read", "看一条条款"},
    Action{"deadline.count", "数工作日"},
    Action{"place.list", "看有哪些地方"},
    Action{"place.read", "看一个地方"},
    Action{"api.read", "看接口说明"},
    Action{"ledger.read", "看公布的账头"},
    Action{"static.read", "取样式和脚本"},
    // ---- signing in
    Action{"session.create", "登录"},
    Action{"session.read", "看自己的登录"},
    Action{"session.act", "换一个岗位办事"},
    Action{"session.delete", "退出登录"},
    Action{"password.change", "改自己的口令"},
    Action{"email.change", "改自己收通知的邮箱"},
    // ---- people, posts, units
    Action{"person.list", "按姓名找人"},
    Action{"account.list", "看账号"},
    Action{"account.read", "看一个账号"},
    Action{"account.create", "开账号"},
    Action{"account.disable", "停用或启用账号", kNeverOwn},
    Action{"account.reset_password", "重设口令", kNeverOwn},
    Action{"post.list", "看岗位"},
    Action{"post.assign", "任岗", kNeverOwn},
    Action{"post.end", "卸任"},
    Action{"organisation.list", "看单位"},
    Action{"organisation.read", "看一个单位"},
    Action{"organisation.create", "登记单位"},
    Action{"organisation.change", "改单位资料"},
    Action{"delegation.list", "看委托"},
    Action{"delegation.create", "委托"},
    Action{"delegation.end", "结束委托"},
    // ---- filings
    Action{"filing.keep", "留下问过的结论"},
    Action{"filing.file", "提交报备"},
    Action{"filing.list", "看报备列表"},
    Action{"filing.read", "看一件报备"},
    Action{"filing.act", "办报备的一步"},
    Action{"filing.confirm", "确认参加"},
    Action{"filing.approve", "批准报备", kNeverOwn},
    Action{"filing.return", "退回报备", kNeverOwn},
    Action{"filing.ask", "请补充说明", kNeverOwn},
    Action{"filing.answer", "补充说明"},
    Action{"filing.amend", "更正报备"},
    Action{"filing.withdraw", "撤回报备"},
    Action{"filing.follow_up", "事后登记"},
    Action{"filing.export", "导出报备"},
    Action{"deadline.read", "看限时怎么数的"},
    Action{"notice.read", "看自己的通知"},
    // ---- rulings
    Action{"ruling.ask", "匿名送去研判，凭编码看答复"},
    Action{"ruling.published", "看公布的研判答复"},
    Action{"ruling.ask_named", "具名送去研判"},
    Action{"ruling.list", "看要研判的情形"},
    Action{"ruling.read", "看一件研判"},
    Action{"ruling.act", "办研判的一步"},
    Action{"ruling.withdraw", "撤回要研判的情形"},
    Action{"ruling.draft", "拟研判答复", kNeverOwn},
    Action{"ruling.cosign", "会签研判答复", kNeverOwn},
    Action{"ruling.publish", "复核公布研判答复", kNeverOwn},
    Action{"ruling.revoke", "撤销研判答复", kNeverOwn},
    // ---- editions of the lists
    Action{"edition.list", "看清单有哪几版"},
    Action{"edition.read", "看清单的一版"},
    Action{"edition.create", "起草清单的一版"},
    Action{"edition.change", "改清单的草稿"},
    Action{"edition.act", "办清单一版的一步"},
    Action{"edition.review", "复核或退回清单的一版", kNeverOwn},
    Action{"edition.adopt", "采用清单的一版", kNeverOwn},
    // ---- the machine
    Action{"calendar.publish", "发布放假安排"},
};

constexpr std::array kGrants = {
    Grant{"start.read", kSignedIn, Reach::public_},
    Grant{"how.read", kSignedIn, Reach::public_},
    Grant{"lists.read", kSignedIn, Reach::public_},
    Grant{"check.ask", kSignedIn, Reach::public_},
    Grant{"receipt.check", kSignedIn, Reach::public_},
    Grant{"pack.list", kSignedIn, Reach::public_},
    Grant{"pack.read", kSignedIn, Reach::public_},
    Grant{"clause.list", kSignedIn, Reach::public_},
    Grant{"clause.read", kSignedIn, Reach::public_},
    Grant{"deadline.count", kSignedIn, Reach::public_},
    Grant{"place.list", kSignedIn, Reach::public_},
    Grant{"place.read", kSignedIn, Reach::public_},
    Grant{"api.read", kSignedIn, Reach::public_},
    Grant{"ledger.read", kSignedIn, Reach::public_},
    Grant{"static.read", kSignedIn, Reach::public_},

    Grant{"session.create", kSignedIn, Reach::public_},
    Grant{"session.read", kSignedIn, Reach::own},
    Grant{"session.act", kSignedIn, Reach::own},
    Grant{"session.delete", kSignedIn, Reach::own},
    Grant{"password.change", kSignedIn, Reach::own},
    Grant{"email.change", kSignedIn, Reach::own},

    // Names with unit and title, never numbers: an organiser names who comes along.
    Grant{"person.list", kOfficials | kSysadmin, Reach::any},
    Grant{"person.list", kChamber | kHome | kEntrepreneur, Reach::unit},

    // A unit keeps its own accounts and may set up the unit below it. Which posts may be given and
    // whose password may be reset is narrowed further by Accounts: never upward.
    Grant{"account.list", kUnitAdmin, Reach::unit},
    Grant{"account.list", kUnitAdmin, Reach::level_down},
    Grant{"account.list", kSysadmin, Reach::any},
    Grant{"account.read", kUnitAdmin, Reach::unit},
    Grant{"account.read", kUnitAdmin, Reach::level_down},
    Grant{"account.read", kSysadmin, Reach::any},
    Grant{"account.create", kUnitAdmin, Reach::unit},
    Grant{"account.create", kUnitAdmin, Reach::level_down},
    Grant{"account.create", kSysadmin, Reach::any},
    Grant{"account.disable", kUnitAdmin, Reach::unit},
    Grant{"account.disable", kUnitAdmin, Reach::level_down},
    Grant{"account.disable", kSysadmin, Reach::any},
    Grant{"account.reset_password", kUnitAdmin, Reach::unit},
    Grant{"account.reset_password", kUnitAdmin, Reach::level_down},
    Grant{"account.reset_password", kSysadmin, Reach::any},

    Grant{"post.list", kPosted, Reach::unit},
    Grant{"post.list", kUnitAdmin, Reach::level_down},
    Grant{"post.list", kCoordinator, Reach::place},
    Grant{"post.list", kSysadmin, Reach::any},
    Grant{"post.assign", kUnitAdmin, Reach::unit},
    Grant{"post.assign", kUnitAdmin, Reach::level_down},
    Grant{"post.assign", kSysadmin, Reach::any},
    Grant{"post.end", kUnitAdmin, Reach::unit},
    Grant{"post.end", kUnitAdmin, Reach::level_down},
    Grant{"post.end", kSysadmin, Reach::any},

    Grant{"organisation.list", kPosted, Reach::any},
    Grant{"organisation.read", kPosted, Reach::any},
    Grant{"organisation.create", kCoordinator, Reach::place},
    Grant{"organisation.create", kSysadmin, Reach::any},
    Grant{"organisation.change", kCoordinator, Reach::place},
    Grant{"organisation.change", kSysadmin, Reach::any},

    // One's own absence, and that of a colleague who cannot arrange it any more.
    Grant{"delegation.list", kPosted, Reach::own},
    Grant{"delegation.list", kUnitAdmin, Reach::unit},
    Grant{"delegation.create", kPosted, Reach::own},
    Grant{"delegation.create", kUnitAdmin, Reach::unit},
    Grant{"delegation.end", kPosted, Reach::own},
    Grant{"delegation.end", kUnitAdmin, Reach::unit},

    Grant{"filing.keep", kSides, Reach::own},
    Grant{"filing.file", kSides, Reach::own},
    Grant{"filing.list", kSides, Reach::own},
    Grant{"filing.list", kUnitAdmin, Reach::unit},
    Grant{"filing.list", kUnitAdmin, Reach::level_down},
    Grant{"filing.list", kCoordinator | kInspector, Reach::place, kBasis},
    Grant{"filing.read", kSides, Reach::own},
    Grant{"filing.read", kUnitAdmin, Reach::unit},
    Grant{"filing.read", kUnitAdmin, Reach::level_down},
    Grant{"filing.read", kCoordinator | kInspector, Reach::place, kBasis},
    // The door of all steps; which step, the lines below say and the procedure narrows.
    Grant{"filing.act", kSides, Reach::own},
    Grant{"filing.act", kUnitAdmin, Reach::unit},
    Grant{"filing.act", kUnitAdmin, Reach::level_down},
    Grant{"filing.confirm", kSides, Reach::own},
    // One level down: the filings of that unit's head, which the procedure sends up.
    Grant{"filing.approve", kUnitAdmin, Reach::unit},
    Grant{"filing.approve", kUnitAdmin, Reach::level_down},
    Grant{"filing.return", kUnitAdmin, Reach::unit},
    Grant{"filing.return", kUnitAdmin, Reach::level_down},
    Grant{"filing.ask", kUnitAdmin, Reach::unit},
    Grant{"filing.ask", kUnitAdmin, Reach::level_down},
    Grant{"filing.answer", kSides, Reach::own},
    Grant{"filing.amend", kSides, Reach::own},
    Grant{"filing.withdraw", kSides, Reach::own},
    Grant{"filing.follow_up", kSides, Reach::own},
    Grant{"filing.export", kSides, Reach::own},
    Grant{"filing.export", kUnitAdmin, Reach::unit},
    Grant{"filing.export", kInspector, Reach::place, kBasis},

    // A certificate of days holds nothing of a case; who may see the case may see it.
    Grant{"deadline.read", kSides, Reach::own},
    Grant{"deadline.read", kUnitAdmin, Reach::unit},
    Grant{"deadline.read", kUnitAdmin, Reach::level_down},
    Grant{"deadline.read", kCoordinator | kInspector, Reach::place, kBasis},
    Grant{"notice.read", kSignedIn, Reach::own},

    Grant{"ruling.ask", kSignedIn, Reach::public_},
    Grant{"ruling.published", kSignedIn, Reach::public_},
    Grant{"ruling.ask_named", kSides, Reach::own},
    // A question is put to the coordinator and the discipline body of its place; it is theirs to
    // handle, so no further basis is asked for.
    Grant{"ruling.list", kSides, Reach::own},
    Grant{"ruling.list", kCoordinator | kInspector, Reach::place},
    Grant{"ruling.read", kSides, Reach::own},
    Grant{"ruling.read", kCoordinator | kInspector, Reach::place},
    Grant{"ruling.act", kSides, Reach::own},
    Grant{"ruling.act", kCoordinator | kInspector, Reach::place},
    Grant{"ruling.withdraw", kSides, Reach::own},
    Grant{"ruling.draft", kCoordinator, Reach::place},
    Grant{"ruling.cosign", kInspector, Reach::place},
    Grant{"ruling.publish", kCoordinator, Reach::place},
    Grant{"ruling.revoke", kCoordinator, Reach::place},
    // Whose list it is says the pack; who of them is the author, the case.
    Grant{"edition.list", kCoordinator | kInspector, Reach::place},
    Grant{"edition.read", kCoordinator | kInspector, Reach::place},
    Grant{"edition.create", kCoordinator, Reach::place},
    Grant{"edition.change", kCoordinator, Reach::place},
    Grant{"edition.act", kCoordinator, Reach::place},
    Grant{"edition.review", kCoordinator, Reach::place},
    Grant{"edition.adopt", kCoordinator, Reach::place},

    Grant{"calendar.publish", kSysadmin, Reach::any},
};

}  // namespace

std::span<const Action> actions() {
  return kActions;
}

std::span<const Grant> grants() {
  return kGrants;
}

}  // namespace qinqing::identity
