// Logarithm and exponential, the same bits on every machine.
//
// A published index must be recomputable elsewhere byte for byte, also in a browser; the C
// library's log and exp differ in the last bit between libraries and processors. These use only
// + − × ÷ and bit operations of IEEE 754, in one order and without fused multiply-add (the folder
// is compiled with -ffp-contract=off), so that every compiler and vector width gives the same bits.
//
// Error: below 1 unit in the last place over the normal range (elementary_test compares with long
// double). Method: argument reduction and minimax polynomials with the coefficients of Sun's
// fdlibm (e_log.c, e_exp.c, 1993), stated there with their error bounds.
//
// Thread-safety: pure functions.
#pragma once

#include <span>

namespace qinqing::composite {

// NaN gives NaN, 0 gives −inf, a negative number NaN, +inf gives +inf.
double log_of(double x);
// NaN gives NaN; beyond ±745 it under- and overflows to 0 and +inf (results below 2^−1022 to 0).
double exp_of(double x);
// x^p for x > 0 as exp(p · log x); relative error about |p · log x| · 2^−53.
double power_of(double x, double p);

// In place. Every element must be finite and at least 2^−1022; NaN stays NaN.
void log_all(std::span<double> x);
// In place. NaN stays NaN.
void exp_all(std::span<double> x);

}  // namespace qinqing::composite
