// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Whatever stands where a product's URLs have a user, a password, a token or the value of a
 * parameter is no host, port or database. {@code §} stands for it.
 */
class DatabaseUrlSecretsTest {

  private static final String WORD = "Xy9Quackenbush";
  private static final int NUMBER = 48_151;

  /** What a value may look like; some are written as other parts of a URL are. */
  private static final String[] VALUES = {
    WORD,
    "" + NUMBER,
    "Ab/" + WORD,
    "Ab/" + WORD + ":x=1",
    "Ab?" + WORD,
    "Ab#/" + WORD,
    "Ab:" + WORD,
    "Ab:" + NUMBER,
    "Ab:" + NUMBER + "/" + WORD,
    "//" + WORD + ":" + NUMBER + "/" + WORD,
    "Ab@" + WORD,
    "Ab@//" + WORD + ":" + NUMBER + "/" + WORD,
    "Ab@" + WORD + ":" + NUMBER + ":" + WORD,
    "thin:@" + WORD + ":" + NUMBER + ":" + WORD,
    "Ab,/" + WORD,
    "Ab)/" + WORD,
    "Ab%40" + WORD,
    "a:mysql://" + WORD + "/" + WORD,
    "a:h2:" + WORD,
    "h2:" + WORD,
    "mysql",
    "{Ab;databaseName=" + WORD + "}",
    "{Ab};databaseName=" + WORD + "}",
    "{Ab}};databaseName=" + WORD + ";x={}",
    "'Ab;database=" + WORD + ";'",
    "\"Ab;database=" + WORD + ";\"",
    "(Ab;database=" + WORD + ")",
    "databaseName=" + WORD,
    "Ab,database=" + WORD,
    "Ab\\;databaseName=" + WORD,
    "Ab%3BdatabaseName=" + WORD,
    "Ab\n/" + WORD,
  };

  private static final String[] URLS = {
    "jdbc:postgresql://db/records?user=§&password=§",
    "jdbc:postgresql://db:5432?user=§&password=§",
    "jdbc:postgresql://one:5432,two:5432/records?password=§",
    "jdbc:postgresql://db:5432/?password=§",
    "jdbc:postgresql:records?password=§",
    "jdbc:postgresql:?password=§",
    "jdbc:postgresql:/?password=§",
    "jdbc:postgresql:///records?cloudSqlInstance=a:b:c&user=§&password=§",
    "jdbc:postgresql://§@db/records",
    "jdbc:postgresql://roe:§@db:5432/records",
    "jdbc:mysql://db?user=a&password=§",
    "jdbc:mysql://db:3306/?user=a&password=§",
    "jdbc:mysql://db:3306/records?user=§&password=§#§",
    "jdbc:mysql://db#§",
    "jdbc:mysql://§@db/records",
    "jdbc:mysql://§:§@db:3306/records",
    "jdbc:mysql://one,roe:§@two/records",
    "jdbc:mysql://address=(host=db)(port=3306)(user=§)(password=§)/records",
    "jdbc:mysql://one,address=(host=two)(password=§)/records",
    "jdbc:mysql://(host=db,port=3306,password=§)/records",
    "jdbc:mysql://one,(host=two,password=§)/records",
    "jdbc:mysql://[(host=db,password=§),two]/records",
    "jdbc:mysql:///records?cloudSqlInstance=a:b:c&password=§",
    "jdbc:mysql:loadbalance://one,two/records?password=§",
    "jdbc:mysql+srv://roe:§@db/records",
    "jdbc:mariadb:replication://one,two/records?password=§",
    "jdbc:mariadb://db:3306?password=§",
    "jdbc:mariadb://address=(host=db)(port=3306)(type=§)/records?password=§",
    "jdbc:oracle:thin:§/§@//db:1521/records",
    "jdbc:oracle:thin:roe/§@db:1521:ORCL",
    "jdbc:oracle:thin:roe/\"§\"@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521)))",
    "jdbc:oracle:thin:[§]/@//db:1521/records",
    "jdbc:oracle:thin:@//db:1521/records?wallet_location=§",
    "jdbc:oracle:thin:@tcps://db:1522/records?wallet_password=§",
    "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db))(SECURITY=(SSL_SERVER_CERT_DN=§)))",
    "jdbc:oracle:thin:@records?TNS_ADMIN=§",
    "jdbc:oracle:thin:@ldap://db:7777/records,cn=§",
    "jdbc:oracle:oci:roe/§@records",
    "jdbc:sqlserver://db:1433;user=sa;password=§;encrypt=true",
    "jdbc:sqlserver://db:1433;user=§;password=§;databaseName=records",
    "jdbc:sqlserver://db;databaseName=records;password=§",
    "jdbc:sqlserver://db\\one:1433;password=§",
    "jdbc:sqlserver://;serverName=db;password=§",
    "jdbc:sqlserver://;password=§",
    "jdbc:sqlserver:;password=§",
    "jdbc:microsoft:sqlserver://db:1433;User=§;Password=§",
    "jdbc:jtds:sqlserver://db:1433;user=§;password=§",
    "jdbc:jtds:sqlserver://db:1433/records;password=§",
    "jdbc:jtds:sybase://db:5000/records;password=§",
    "jdbc:sybase:Tds:db:5000/records?USER=§&PASSWORD=§",
    "jdbc:sybase:Tds:db:5000?PASSWORD=§",
    "jdbc:db2://db:50000/records:user=§;password=§;",
    "jdbc:db2://db:50000/records:password=§;user=a;",
    "jdbc:db2://db:50000:user=a;password=§;",
    "jdbc:db2://db:50000/:password=§;",
    "jdbc:db2:records:user=a;password=§;",
    "jdbc:db2:user=a;password=§;",
    "jdbc:as400://db/records;user=§;password=§",
    "jdbc:as400://db;user=§;password=§",
    "jdbc:as400:db;password=§",
    "jdbc:h2:mem:records;USER=§;PASSWORD=§",
    "jdbc:h2:mem:;PASSWORD=§",
    "jdbc:h2:tcp://db:9092/records;PASSWORD=§",
    "jdbc:h2:tcp://db:9092/mem:records;PASSWORD=§",
    "jdbc:h2:ssl://db/~/records;PASSWORD=§",
    "jdbc:h2:records;INIT=RUNSCRIPT FROM '§'\\;SET PASSWORD '§'",
    "jdbc:h2:~/records;PASSWORD=§ §",
    "jdbc:derby:records;user=§;password=§;bootPassword=§",
    "jdbc:derby:;databaseName=records;password=§",
    "jdbc:derby://db:1527/records;create=true;password=§",
    "jdbc:derby://db:1527/;databaseName=records;password=§",
    "jdbc:derby:net://db:1527/records:user=a;password=§;",
    "jdbc:hsqldb:mem:records;user=§;password=§",
    "jdbc:hsqldb:hsql://db:9001/records;password=§",
    "jdbc:hsqldb:hsqls://db;password=§",
    "jdbc:hsqldb:https://db:443/records;password=§",
    "jdbc:informix-sqli://db:1533/records:INFORMIXSERVER=s;user=§;password=§",
    "jdbc:informix-sqli://db:1533:INFORMIXSERVER=s;password=§",
    "jdbc:informix-sqli:INFORMIXSERVER=s;password=§",
    "jdbc:snowflake://acct.snowflakecomputing.com:443/?user=§&password=§&db=records",
    "jdbc:redshift://db:5439/records?UID=§&PWD=§",
    "jdbc:redshift://db:5439/records;UID=§;PWD=§",
    "jdbc:redshift:iam://db:us-east-1/records?AccessKeyID=§&SecretAccessKey=§",
    "jdbc:bigquery://https://www.googleapis.com/bigquery/v2:443;OAuthPvtKey=§",
    "jdbc:sap://db:30015/?databaseName=records&user=§&password=§",
    "jdbc:sap://db:30015/?user=§&password=§",
    "jdbc:sap://one:30015;two:30015/?password=§",
    "jdbc:teradata://db/DATABASE=records,USER=§,PASSWORD=§",
    "jdbc:teradata://db/TMODE=ANSI,PASSWORD='§'",
    "jdbc:duckdb:records;motherduck_token=§",
    "jdbc:duckdb:md:records?motherduck_token=§",
    "jdbc:sqlite:records?cipher=sqlcipher&key=§",
    "jdbc:sqlite:file:records?key=§",
    "jdbc:sqlite::memory:?key=§",
    "jdbc:clickhouse://db:8123/records?user=§&password=§",
    "jdbc:clickhouse://§:§@db:8123/records",
    "jdbc:ch:https://db:8443/records?password=§",
    "jdbc:ch://one:8123,(https://two:8443?password=§)/records",
    "jdbc:ch://db/records?a=1#§",
    "jdbc:trino://db:8080/catalog/records?user=§&password=§&accessToken=§",
    "jdbc:vertica://db:5433/records?password=§",
    "jdbc:netezza://db:5480/records;user=§;password=§",
    "jdbc:firebirdsql://db:3050/records?password=§",
    "jdbc:firebirdsql:db/3050:records?password=§",
    "jdbc:cloudspanner:/projects/p/instances/i/databases/d?credentials=§",
    "jdbc:cloudspanner://db:9010/projects/p/instances/i/databases/d;oauthToken=§",
    "jdbc:IRIS://db:1972/RECORDS/§",
    "jdbc:Cache://db:1972/RECORDS?password=§",
    "jdbc:p6spy:mysql://db:3306?password=§",
    "jdbc:aws-wrapper:postgresql://db:5432?password=§",
    "jdbc:tc:postgresql:16:///records?TC_INITSCRIPT=§&password=§",
    "jdbc:datadog:sqlserver://db:1433;password=§",
    "jdbc:acme:§",
    "jdbc:acme:roe:§",
    "jdbc:acme:§:h2:§",
    "jdbc:§:mysql://db/records",
    "jdbc:acme://db/?password=§",
  };

  @ParameterizedTest
  @FieldSource("URLS")
  void noSecretIsHostPortOrDatabase(String url) {
    SoftAssertions softly = new SoftAssertions();
    for (String value : VALUES) {
      String whole = url.replace("§", value);
      Database database = DatabaseUrl.parse(whole);
      softly
          .assertThat(database.namespace() + " " + database.host() + " " + database.system())
          .as(whole)
          .doesNotContainIgnoringCase(WORD, "Ab ", "Ab.");
      softly.assertThat(database.port()).as(whole).isNotEqualTo(NUMBER);
    }
    softly.assertAll();
  }
}
