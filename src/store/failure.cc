#include "store/failure.h"

namespace qinqing::store {
namespace {

const char* word(Unavailable::Reason reason) {
  switch (reason) {
    case Unavailable::Reason::full:
      return "the disk is full";
    case Unavailable::Reason::lost:
      return "the connection is lost";
    case Unavailable::Reason::locked:
      return "somebody else holds the database";
    case Unavailable::Reason::read_only:
      return "the database is read-only";
    case Unavailable::Reason::damaged:
      return "the database cannot be read";
  }
  return "";
}

}  // namespace

Unavailable::Unavailable(Reason reason) : std::runtime_error(word(reason)), reason(reason) {}

std::string_view Unavailable::told() const {
  switch (reason) {
    case Reason::full:
      return "服务器的磁盘满了，这一次没有保存。请告诉管理员，腾出空间后再提交一次。";
    case Reason::lost:
      return "和数据库的连接断了，不能确定这一次有没有保存。请再提交一次，不会重复登记。";
    case Reason::locked:
      return "数据库正忙，这一次没有保存。请过一会儿再提交一次。";
    case Reason::read_only:
      return "数据库现在只能读，这一次没有保存。请告诉管理员。";
    case Reason::damaged:
      return "数据库读不出来，这一次没有保存。请马上告诉管理员。";
  }
  return "";
}

}  // namespace qinqing::store
