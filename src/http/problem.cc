#include "http/problem.h"

#include <boost/json/array.hpp>
#include <utility>

namespace qinqing::http {

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "请求有误";
    case 401:
      return "请先登录";
    case 403:
      return "不能这样做";
    case 404:
      return "没有这个页面";
    case 405:
      return "这个地址不支持这种操作";
    case 408:
      return "等待太久";
    case 409:
      return "内容有冲突";
    case 412:
      return "内容已被别人改过";
    case 413:
      return "提交的内容太大";
    case 415:
      return "不支持这种格式";
    case 417:
      return "不支持这种要求";
    case 422:
      return "提交的内容有误";
    case 428:
      return "缺少版本";
    case 429:
      return "请求太频繁";
    case 431:
      return "请求头太大";
    case 500:
      return "系统出错";
    case 501:
      return "不支持这种请求";
    case 503:
      return "系统正忙";
    default:
      return status >= 500 ? "系统出错" : "请求有误";
  }
}

boost::json::object to_json(const Problem& problem) {
  boost::json::object json;
  json["type"] = "about:blank";
  json["title"] = title_of(problem.status);
  json["status"] = problem.status;
  json["code"] = problem.code;
  if (!problem.detail.empty()) json["detail"] = problem.detail;
  if (problem.errors.empty()) return json;
  boost::json::array errors;
  for (const base::Fault& fault : problem.errors) {
    boost::json::object error;
    error["pointer"] = fault.pointer;
    error["code"] = fault.code;
    error["detail"] = fault.what;
    if (!fault.right.empty()) error["right"] = fault.right;
    errors.push_back(std::move(error));
  }
  json["errors"] = std::move(errors);
  return json;
}

}  // namespace qinqing::http
