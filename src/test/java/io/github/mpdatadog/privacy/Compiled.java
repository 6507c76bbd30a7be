// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Class files by class name, compiled from source text in memory. */
public final class Compiled {

  /** Also what the running JDK compiles for itself, be it newer than what this project targets. */
  static final List<Integer> RELEASES =
      List.of(8, 11, 17, Math.max(17, Runtime.version().feature()));

  public static Map<String, byte[]> classes(int release, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    List<JavaFileObject> units = new ArrayList<>();
    for (String source : sources) {
      units.add(new Source(source));
    }
    StringBuilder problems = new StringBuilder();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  null,
                  new InMemory(standard, files),
                  problem -> problems.append(problem).append('\n'),
                  List.of(
                      "--release",
                      Integer.toString(release),
                      "-Xlint:none",
                      "-proc:none",
                      "-classpath",
                      System.getProperty("java.class.path")),
                  null,
                  units)
              .call();
      if (!done) {
        throw new IllegalArgumentException(problems.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    files.forEach((name, file) -> classes.put(name, file.toByteArray()));
    return classes;
  }

  /** Makes them loadable, and shows them, as class loaders of applications do. */
  public static ClassLoader loader(Map<String, byte[]> classes) {
    return loader(classes, true);
  }

  /**
   * Makes them loadable.
   *
   * @param shows whether their class files are found, which those of script engines are not
   */
  static ClassLoader loader(Map<String, byte[]> classes, boolean shows) {
    return new ClassLoader(Compiled.class.getClassLoader()) {
      @Override
      protected URL findResource(String path) {
        byte[] file = classes.get(path.replace(".class", "").replace('/', '.'));
        try {
          return shows && file != null ? new URL("file:///memory/" + path) : null;
        } catch (MalformedURLException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public InputStream getResourceAsStream(String path) {
        byte[] file = classes.get(path.replace(".class", "").replace('/', '.'));
        return shows && file != null
            ? new ByteArrayInputStream(file)
            : super.getResourceAsStream(path);
      }

      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = classes.get(name);
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
      }
    };
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(
          URI.create(
              "string:///"
                  + text.replaceAll(
                      "(?s).*?public (?:final )?(?:class|enum|@interface) (\\w+).*", "$1")
                  + ".java"),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> files;

    InMemory(JavaFileManager standard, Map<String, ByteArrayOutputStream> files) {
      super(standard);
      this.files = files;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream file = new ByteArrayOutputStream();
          files.put(name, file);
          return file;
        }
      };
    }
  }

  private Compiled() {}
}
