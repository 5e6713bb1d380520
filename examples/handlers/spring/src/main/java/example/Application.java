package example;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Application {
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    // Not @Value, which would evaluate a secret that contains ${…} or #{…}.
    @Bean
    SignedWebhooks signedWebhooks() {
        Map<String, String> expected = new HashMap<>(Map.of("iss", "Vonage"));
        Map.of("VONAGE_API_KEY", "api_key", "VONAGE_APPLICATION_ID", "application_id").forEach((variable, claim) -> {
            String value = System.getenv(variable);
            if (value != null && !value.isEmpty()) {
                expected.put(claim, value);
            }
        });
        return new SignedWebhooks(System.getenv("VONAGE_SIGNATURE_SECRET"), expected);
    }

    // The filter has read the body, so these methods take the bytes that it verified.
    @PostMapping("/webhooks/event")
    ResponseEntity<Void> event(@RequestAttribute("payload") byte[] payload) throws Exception {
        JsonNode call = new ObjectMapper().readTree(payload);
        LoggerFactory.getLogger(getClass()).info("{}: {}", call.path("status"), call.path("uuid"));
        return ResponseEntity.noContent().build();
    }

    @RequestMapping(path = "/webhooks/answer", method = {RequestMethod.GET, RequestMethod.POST})
    List<Map<String, String>> answer() {
        return List.of(Map.of("action", "talk", "text", "Hello"));
    }
}
