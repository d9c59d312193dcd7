import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads base64 YAML documents, one a line, with SnakeYAML, and prints each tree in the notation of conformance/tree.go. */
public final class SnakeReader {
  private static final class Tagged {
    final String tag;
    final Object value;

    Tagged(String tag, Object value) {
      this.tag = tag;
      this.value = value;
    }
  }

  private static final class Constructor extends SafeConstructor {
    Constructor() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new AbstractConstruct() {
        @Override
        public Object construct(Node node) {
          String tag = node.getTag().getValue();
          if (node instanceof MappingNode) {
            return new Tagged(tag, constructMapping((MappingNode) node));
          }
          if (node instanceof SequenceNode) {
            return new Tagged(tag, constructSequence((SequenceNode) node));
          }
          ScalarNode scalar = (ScalarNode) node;
          Tag found = new Resolver().resolve(scalar.getNodeId(), scalar.getValue(), scalar.isPlain());
          return new Tagged(tag, constructObject(
              new ScalarNode(found, scalar.getValue(), null, null, scalar.getScalarStyle())));
        }
      });
    }
  }

  private static String text(String s) {
    return Base64.getEncoder().encodeToString(s.getBytes(StandardCharsets.UTF_8));
  }

  private static String tree(Object v) {
    if (v == null) {
      return "n";
    } else if (v instanceof String) {
      return "s" + text((String) v);
    } else if (v instanceof Boolean) {
      return (Boolean) v ? "b1" : "b0";
    } else if (v instanceof Double && (Double) v == Math.rint((Double) v) && Math.abs((Double) v) < 1e15) {
      return "d" + ((Double) v).longValue();
    } else if (v instanceof Number) {
      return "d" + v;
    } else if (v instanceof List) {
      StringBuilder out = new StringBuilder("[");
      for (Object item : (List<?>) v) {
        out.append(' ').append(tree(item));
      }
      return out.append(" ]").toString();
    } else if (v instanceof Map) {
      List<String> pairs = new ArrayList<>();
      for (Map.Entry<?, ?> e : ((Map<?, ?>) v).entrySet()) {
        pairs.add(tree(e.getKey()) + " " + tree(e.getValue()));
      }
      Collections.sort(pairs);
      StringBuilder out = new StringBuilder("{");
      for (String pair : pairs) {
        out.append(' ').append(pair);
      }
      return out.append(" }").toString();
    } else if (v instanceof Tagged) {
      return "!" + text(((Tagged) v).tag) + " " + tree(((Tagged) v).value);
    }
    return "?" + text(v.getClass().getName() + " " + v);
  }

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, "UTF-8");
    out.println("SnakeYAML " + args[0] + ", Java " + System.getProperty("java.version"));
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String doc = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
      String answer;
      try {
        answer = tree(new Yaml(new Constructor()).load(doc));
      } catch (RuntimeException e) {
        answer = "E" + text(String.valueOf(e.getMessage()));
      }
      out.println(answer);
    }
    out.flush();
  }
}
