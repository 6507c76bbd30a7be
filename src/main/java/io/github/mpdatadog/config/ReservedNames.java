// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.Locale;
import java.util.Set;

/**
 * The namespaces of OpenTelemetry, Datadog and this library: a name's part before the first dot.
 * The policy decides their attributes already, and they may mean something to a backend. A test
 * holds this list in step with the policy's table.
 */
final class ReservedNames {

  static final Set<String> NAMESPACES =
      Set.of(
          ("_dd,analytics,android,app,artifact,aws,az,azure,batch,browser,cassandra,"
                  + "cicd,client,cloud,cloudevents,cloudfoundry,code,component,container,cpu,"
                  + "cpython,db,deployment,destination,device,disk,dns,elasticsearch,enduser,env,"
                  + "error,event,exception,faas,feature_flag,file,gcp,gen_ai,geo,go,graphql,"
                  + "heroku,host,hostname,http,hw,io,jsonrpc,jvm,k8s,language,linux,log,"
                  + "mainframe,manual,mcp,message,messaging,name,net,network,nfs,nodejs,oci,"
                  + "onc_rpc,openai,openshift,opentracing,operation,oracle,oracle_cloud,os,otel,"
                  + "peer,pool,pprof,process,profile,resource,rpc,security_rule,server,service,"
                  + "session,source,span,sql,state,system,telemetry,test,thread,tls,type,url,"
                  + "user,user_agent,usr,v8js,vcs,version,webengine,zos")
              .split(",", -1));

  static boolean contain(String key) {
    int dot = key.indexOf('.');
    String namespace = dot < 0 ? key : key.substring(0, dot);
    return NAMESPACES.contains(namespace.toLowerCase(Locale.ROOT));
  }

  private ReservedNames() {}
}
