// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Tells what undeployed applications left behind, and restarts the one that is named. Deployed
 * alone, without the library.
 */
@WebServlet({"/threads", "/loaders", "/mbeans", "/restart"})
public class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter out = response.getWriter();
    if (request.getServletPath().equals("/threads")) {
      Thread.getAllStackTraces().keySet().forEach(thread -> out.println(thread.getName()));
    } else if (request.getServletPath().equals("/mbeans")) {
      try {
        beans(out);
      } catch (JMException e) {
        throw new IOException(e);
      }
    } else if (request.getServletPath().equals("/restart")) {
      try {
        restart(request.getParameter("application"));
      } catch (JMException e) {
        throw new IOException(e);
      }
    } else {
      System.gc();
      List<?> loaders =
          (List<?>) System.getProperties().getOrDefault("it.application.loaders", List.of());
      out.print(loaders.stream().filter(loader -> ((Reference<?>) loader).get() != null).count());
    }
  }

  /** With a class loader of its own, as a redeployment has; returns when it has started. */
  private static void restart(String application) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName(
                "WebSphere:service=com.ibm.websphere.application.ApplicationMBean,name="
                    + application),
            "restart",
            null,
            null);
  }

  /** Everything that the library's beans tell, a line each: application, attribute, value. */
  private static void beans(PrintWriter out) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName bean : server.queryNames(new ObjectName("io.github.mpdatadog:*"), null)) {
      String application = bean.getKeyProperty("application");
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
        String name = attribute.getName();
        out.println(application + " " + name + "=" + server.getAttribute(bean, name));
      }
      Object[] key = {"url.query"};
      Object rule = server.invoke(bean, "explain", key, new String[] {"java.lang.String"});
      out.println(application + " explain(url.query)=" + rule);
    }
  }
}
