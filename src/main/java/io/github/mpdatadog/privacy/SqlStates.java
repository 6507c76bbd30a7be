// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codes a database answers with. The grammar alone would admit a five-digit postal code, and a
 * procedure may signal a code of its own choice: {@code SIGNAL SQLSTATE '45R0E'}. So one that
 * neither the standard nor a usual database defines leaves as its class, which is the first two
 * characters, and that must be an assigned one.
 */
final class SqlStates {

  /** Classes, each with the subclasses that SQL, PostgreSQL, MySQL, Db2, H2 and Derby define. */
  private static final String TABLE =
      """
      00 000
      01 000 001 002 003 004 005 006 007 008 00C P01 S00 S01 S02 S06 S07
      02 000 001
      03 000
      07 000 001 002 003 004 005 006 007 008 009 S01
      08 000 001 002 003 004 006 007 P01 S01
      09 000
      0A 000 001
      0B 000
      0D 000
      0E 000
      0F 000 001
      0K 000
      0L 000 P01
      0M 000
      0N 000 002
      0P 000
      0S 000
      0T 000
      0U 000
      0V 000
      0W 000
      0X 000
      0Y 000
      0Z 000 002
      10 000
      20 000
      21 000 S01 S02
      22 000 001 002 003 004 005 007 008 009 00B 00C 00D 00E 00F 00G 00H 00J 00K 00L 00M 00N 00P 010
         011 012 013 014 015 016 018 019 021 022 023 024 025 026 027 028 029 030 031 032 033 034 035
         036 037 038 039 03A 03B 03C 03D 03E 03F 03G P01 P02 P03 P04 P05 P06
      23 000 001 502 503 504 505 506 507 510 511 512 513 514 515 P01
      24 000 501 504
      25 000 001 002 003 004 005 006 007 008 P01 P02 P03 P04 S01 S02 S03
      26 000 501
      27 000
      28 000 501 P01
      2B 000 P01
      2C 000
      2D 000 522 528 529
      2E 000
      2F 000 002 003 004 005
      2H 000
      30 000
      33 000
      34 000
      35 000
      36 000 001 002
      38 000 001 002 003 004
      39 000 001 004 P01 P02 P03
      3B 000 001 002
      3C 000
      3D 000
      3F 000
      40 000 001 002 003 004 P01 P02 XL1 XL2
      42 000 001 501 502 601 602 603 604 605 607 610 611 612 614 615 618 620 621 622 701 702 703 704
         705 706 707 710 711 712 713 723 724 725 727 728 729 734 802 803 804 805 806 807 808 809 810
         811 812 813 814 815 816 818 819 820 821 822 823 824 825 826 827 828 829 830 831 832 834 835
         837 841 842 844 845 846 848 872 877 878 879 880 881 882 883 884 885 886 887 888 889 890 893
         894 895 896 897 899 8C9 902 903 904 906 907 908 910 911 912 914 915 916 917 918 920 921 924
         927 928 932 939 961 962 968 969 970 972 984 985 986 987 988 989 990 991 993 994 995 996 997
         999 P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20 P21 P22
         S01 S02 S03 S04 S11 S12 S21 S22 S31 S32 X01 X04 X05 X14 X65 Y03 Y07 Y55
      44 000
      45 000
      46 000 001 002 003 005 103
      51 000 002 003 004 005 006 007 008 009
      53 000 100 200 300 400
      54 000 001 004 008 010 011 023
      55 000 006 007 P02 P03 P04
      56 000 098
      57 000 011 014 033 P01 P02 P03 P04 P05
      58 000 004 005 009 030 P01 P02 P03
      72 000
      F0 000 001
      HV 000 001 002 004 005 006 007 008 009 00A 00B 00C 00D 00J 00K 00L 00M 00N 00P 00Q 00R 010 014
         021 024
      HW 000
      HY 000 001 003 004 007 008 009 010 011 012 013 014 015 016 018 024 090 091 092 C00 T00 T01
      HZ 000
      IM 001 002 003 004 005 006 007 008 009 010 011 012 013 014
      P0 000 001 002 003 004
      S0 001 002 003 004 005 006 007 008 009 010
      S1 000 001 009 T00
      X0 X05 Y23 Y25 Y32
      XJ 001 004 015 040 041
      XN 000
      XX 000 001 002
      """;

  private static final Set<String> CODES = new HashSet<>();
  private static final Set<String> CLASSES = new HashSet<>();
  private static final String ORACLE = "ORA-";

  static {
    String last = "";
    for (String word : TABLE.split("\\s+", -1)) {
      if (word.length() == 2) {
        last = word;
        CLASSES.add(word);
      } else {
        CODES.add(last + word);
      }
    }
  }

  /** The code if it is a known one, its class if only that is, else null. */
  static @Nullable String known(String code) {
    if (code.startsWith(ORACLE)) {
      boolean number = code.length() == ORACLE.length() + 5 && isCode(code, ORACLE.length(), '9');
      return number ? code : null;
    }
    if (code.length() != 5 || !isCode(code, 0, 'Z')) {
      return null;
    }
    String type = code.substring(0, 2);
    return CODES.contains(code) ? code : CLASSES.contains(type) ? type : null;
  }

  private static boolean isCode(String text, int from, char last) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'A' && c <= last;
      if (!digit && !letter) {
        return false;
      }
    }
    return true;
  }

  private SqlStates() {}
}
